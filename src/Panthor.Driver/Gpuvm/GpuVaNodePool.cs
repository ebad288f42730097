using System.Runtime.CompilerServices;

namespace Panthor.Driver.Gpuvm;

/// <summary>Free nodes of the trees of one device, so that a tree that grows and shrinks allocates nothing.</summary>
internal sealed class GpuVaNodePool
{
    private GpuVaNode.Leaf? _leaves;
    private GpuVaNode.Inner? _inners;

    public GpuVaNode.Leaf RentLeaf()
    {
        if (_leaves is not { } leaf)
            return new GpuVaNode.Leaf();
        _leaves = leaf.Next;
        leaf.Next = null;
        return leaf;
    }

    public GpuVaNode.Inner RentInner()
    {
        if (_inners is not { } inner)
            return new GpuVaNode.Inner();
        _inners = Unsafe.As<GpuVaNode.Inner?>(inner.Child(0));
        inner.Child(0) = null;
        return inner;
    }

    /// <summary>Takes an empty leaf back.</summary>
    public void Return(GpuVaNode.Leaf leaf)
    {
        leaf.Previous = null;
        leaf.Next = _leaves;
        _leaves = leaf;
    }

    /// <summary>Takes an empty inner node back.</summary>
    public void Return(GpuVaNode.Inner inner)
    {
        inner.Child(0) = _inners;
        _inners = inner;
    }
}
