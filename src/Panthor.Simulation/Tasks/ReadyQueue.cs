namespace Panthor.Kernel;

/// <summary>The runnable tasks in order of arrival: a ring from which any element can be taken.</summary>
internal struct ReadyQueue
{
    private SimTask?[]? _ring;
    private int _head;
    private int _count;

    internal readonly int Count => _count;

    internal readonly SimTask this[int index] => _ring![(_head + index) & (_ring.Length - 1)]!;

    internal void Add(SimTask task)
    {
        SimTask?[] ring = _ring is null || _count == _ring.Length ? Grow() : _ring;
        ring[(_head + _count) & (ring.Length - 1)] = task;
        _count++;
    }

    internal SimTask RemoveAt(int index)
    {
        SimTask?[] ring = _ring!;
        int mask = ring.Length - 1;
        SimTask task = ring[(_head + index) & mask]!;
        _count--;
        if (index <= _count >> 1)
        {
            for (int i = index; i > 0; i--)
            {
                ring[(_head + i) & mask] = ring[(_head + i - 1) & mask];
            }

            ring[_head] = null;
            _head = (_head + 1) & mask;
        }
        else
        {
            for (int i = index; i < _count; i++)
            {
                ring[(_head + i) & mask] = ring[(_head + i + 1) & mask];
            }

            ring[(_head + _count) & mask] = null;
        }

        return task;
    }

    internal bool Remove(SimTask task)
    {
        for (int i = 0; i < _count; i++)
        {
            if (ReferenceEquals(this[i], task))
            {
                RemoveAt(i);
                return true;
            }
        }

        return false;
    }

    private SimTask?[] Grow()
    {
        SimTask?[] bigger = new SimTask?[_ring is null ? 8 : _ring.Length * 2];
        for (int i = 0; i < _count; i++)
        {
            bigger[i] = this[i];
        }

        _ring = bigger;
        _head = 0;
        return bigger;
    }
}
