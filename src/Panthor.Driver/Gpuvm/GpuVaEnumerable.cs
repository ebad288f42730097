namespace Panthor.Driver.Gpuvm;

/// <summary>The mappings of a VM in the order of their addresses. The VM must not change meanwhile.</summary>
public readonly struct GpuVaEnumerable
{
    private readonly GpuVaNode.Leaf _first;

    internal GpuVaEnumerable(GpuVaNode.Leaf first) => _first = first;

    /// <summary>For <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(_first);

    /// <summary>Walks along the leaves of the tree.</summary>
    public struct Enumerator
    {
        private GpuVaNode.Leaf? _leaf;
        private int _index;

        internal Enumerator(GpuVaNode.Leaf first)
        {
            _leaf = first;
            _index = -1;
        }

        /// <summary>The mapping.</summary>
        public readonly GpuVa Current => _leaf!.Value(_index)!;

        /// <summary>Goes to the next mapping.</summary>
        public bool MoveNext()
        {
            _index++;
            while (_leaf is not null && _index >= _leaf.Count)
            {
                _leaf = _leaf.Next;
                _index = 0;
            }

            return _leaf is not null;
        }
    }
}
