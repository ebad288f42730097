using System.Runtime.CompilerServices;

namespace Panthor.Driver.Gpuvm;

/// <content>Splitting and merging of nodes: rare, so that they look up the way from the root again.</content>
internal sealed partial class GpuVaTree
{
    private const int MaxHeight = 12;

    /// <summary>Inserts into a full leaf.</summary>
    private void InsertSplit(GpuVaNode.Leaf leaf, int index, ulong start, ulong end, GpuVa va)
    {
        GpuVaNode.Leaf right = _pool.RentLeaf();
        right.Previous = leaf;
        right.Next = leaf.Next;
        if (leaf.Next is { } next)
            next.Previous = right;
        leaf.Next = right;

        // Ascending addresses leave full leaves behind; everything else leaves halves.
        int split = index == GpuVaNode.Leaf.Capacity ? index : GpuVaNode.Leaf.Capacity / 2;
        if (split < GpuVaNode.Leaf.Capacity)
            leaf.MoveTail(split, right);
        if (index > split || split == GpuVaNode.Leaf.Capacity)
            right.InsertAt(index - split, start, end, va);
        else
            leaf.InsertAt(index, start, end, va);

        AddChild(_low, right.Start(0), right);
        Descend(start);
    }

    /// <summary>Adds a new node beside the one that holds an address, splitting inner nodes up to the root.</summary>
    private void AddChild(ulong address, ulong low, GpuVaNode.Leaf leaf)
    {
        Path path = default;
        FindPath(address, ref path);
        GpuVaNode child = leaf;
        for (int depth = _height - 1; depth >= 0; depth--)
        {
            GpuVaNode.Inner inner = path.Node(depth);
            int index = path.Index(depth) + 1;
            if (inner.Count < GpuVaNode.Inner.Capacity)
            {
                inner.InsertAt(index, low, child);
                return;
            }

            GpuVaNode.Inner right = _pool.RentInner();
            int split = index == GpuVaNode.Inner.Capacity ? index : GpuVaNode.Inner.Capacity / 2;
            if (split < GpuVaNode.Inner.Capacity)
                inner.MoveTail(split, right);
            if (index > split || split == GpuVaNode.Inner.Capacity)
                right.InsertAt(index - split, low, child);
            else
                inner.InsertAt(index, low, child);
            low = right.Low(0);
            child = right;
        }

        GpuVaNode.Inner root = _pool.RentInner();
        root.InsertAt(0, 0, _root);
        root.InsertAt(1, low, child);
        _root = root;
        _height++;
    }

    /// <summary>Merges the leaf that holds an address, or takes it out when it is empty.</summary>
    private void Shrink(ulong address)
    {
        Path path = default;
        FindPath(address, ref path);
        int depth = _height - 1;
        if (!ShrinkLeaf(path.Node(depth), path.Index(depth)))
            return;
        for (; depth > 0; depth--)
        {
            int left = path.Node(depth).Count;
            if (left > GpuVaNode.Inner.Capacity / 4 || (left & (left - 1)) != 0
                || !ShrinkInner(path.Node(depth - 1), path.Index(depth - 1)))
                break;
        }

        while (_height > 0 && _root.Count == 1)
        {
            var root = Unsafe.As<GpuVaNode.Inner>(_root);
            _root = root.Child(0)!;
            root.RemoveAt(0);
            _pool.Return(root);
            _height--;
        }

        Descend(address);
    }

    private bool ShrinkLeaf(GpuVaNode.Inner parent, int index)
    {
        var leaf = Unsafe.As<GpuVaNode.Leaf>(parent.Child(index)!);
        if (leaf.Count == 0 && leaf != First)
        {
            Unlink(leaf);
            parent.RemoveAt(index);
            _pool.Return(leaf);
            return true;
        }

        return (index + 1 < parent.Count && MergeLeaves(parent, index))
            || (index > 0 && MergeLeaves(parent, index - 1));
    }

    private bool MergeLeaves(GpuVaNode.Inner parent, int index)
    {
        var left = Unsafe.As<GpuVaNode.Leaf>(parent.Child(index)!);
        var right = Unsafe.As<GpuVaNode.Leaf>(parent.Child(index + 1)!);
        if (left.Count != 0 && left.Count + right.Count > GpuVaNode.Leaf.Capacity * 3 / 4)
            return false;
        right.MoveTail(0, left);
        Unlink(right);
        parent.RemoveAt(index + 1);
        _pool.Return(right);
        return true;
    }

    private bool ShrinkInner(GpuVaNode.Inner parent, int index)
    {
        var inner = Unsafe.As<GpuVaNode.Inner>(parent.Child(index)!);
        if (inner.Count == 0)
        {
            parent.RemoveAt(index);
            _pool.Return(inner);
            return true;
        }

        return (index + 1 < parent.Count && MergeInners(parent, index))
            || (index > 0 && MergeInners(parent, index - 1));
    }

    private bool MergeInners(GpuVaNode.Inner parent, int index)
    {
        var left = Unsafe.As<GpuVaNode.Inner>(parent.Child(index)!);
        var right = Unsafe.As<GpuVaNode.Inner>(parent.Child(index + 1)!);
        if (left.Count + right.Count > GpuVaNode.Inner.Capacity * 3 / 4)
            return false;
        right.Low(0) = parent.Low(index + 1);
        right.MoveTail(0, left);
        parent.RemoveAt(index + 1);
        _pool.Return(right);
        return true;
    }

    private static void Unlink(GpuVaNode.Leaf leaf)
    {
        if (leaf.Previous is { } previous)
            previous.Next = leaf.Next;
        if (leaf.Next is { } next)
            next.Previous = leaf.Previous;
    }

    private void FindPath(ulong address, ref Path path)
    {
        GpuVaNode node = _root;
        for (int depth = 0; depth < _height; depth++)
        {
            var inner = Unsafe.As<GpuVaNode.Inner>(node);
            int index = inner.IndexOf(address);
            path.Set(depth, inner, index);
            node = inner.Child(index)!;
        }
    }

    /// <summary>The way from the root to a leaf: inner nodes and the child taken in each.</summary>
    private struct Path
    {
        private Nodes _nodes;
        private Indices _indices;

        public readonly GpuVaNode.Inner Node(int depth) => _nodes[depth];

        public readonly int Index(int depth) => _indices[depth];

        public void Set(int depth, GpuVaNode.Inner node, int index)
        {
            _nodes[depth] = node;
            _indices[depth] = index;
        }

        [InlineArray(MaxHeight)]
        private struct Nodes
        {
            private GpuVaNode.Inner _first;
        }

        [InlineArray(MaxHeight)]
        private struct Indices
        {
            private int _first;
        }
    }
}
