using System;
using System.Runtime.CompilerServices;
using Panthor.Kernel;

namespace Panthor.Driver.Gpuvm;

/// <summary>
/// The mappings of a VM in the order of their addresses: a B+ tree with the address ranges inside its leaves, in
/// place of the kernel's interval red-black tree. Mappings never overlap.
/// </summary>
/// <remarks>
/// The leaf of the last access is kept with the range of addresses that it may hold: the steps of one operation all
/// touch neighbours and descend once.
/// </remarks>
internal sealed partial class GpuVaTree
{
    private readonly GpuVaNodePool _pool;
    private GpuVaNode _root;
    private int _height;
    private GpuVaNode.Leaf _leaf;
    private ulong _low;
    private ulong _high;

    public GpuVaTree(GpuVaNodePool pool)
    {
        _pool = pool;
        _leaf = pool.RentLeaf();
        _root = _leaf;
        First = _leaf;
        _high = ulong.MaxValue;
    }

    /// <summary>Number of mappings.</summary>
    public int Count { get; private set; }

    /// <summary>The leaf with the lowest addresses.</summary>
    public GpuVaNode.Leaf First { get; }

    /// <summary>Gives the nodes of an empty tree back; the tree must not be used afterwards.</summary>
    public void Release() => _pool.Return(First);

    /// <summary>The first mapping that meets [start, end).</summary>
    public GpuVa? FindFirst(ulong start, ulong end)
    {
        GpuVaNode.Leaf leaf = Seek(start);
        int index = leaf.IndexOf(start);
        if (index >= 0)
        {
            leaf.PrefetchValue(index + 1);
            if (leaf.End(index) > start)
                return leaf.Start(index) < end ? leaf.Value(index) : null;
        }
        else if (leaf.Previous is { Count: > 0 } previous && previous.End(previous.Count - 1) > start)
        {
            int last = previous.Count - 1;
            return previous.Start(last) < end ? previous.Value(last) : null;
        }

        if (++index == leaf.Count)
        {
            if (leaf.Next is not { } next)
                return null;
            leaf = next;
            index = 0;
        }

        return leaf.Start(index) < end ? leaf.Value(index) : null;
    }

    /// <summary>Adds a mapping.</summary>
    /// <returns>EEXIST when something is mapped in its range.</returns>
    public Errno Insert(GpuVa va)
    {
        ulong start = va.Addr;
        ulong end = start + va.Range;
        GpuVaNode.Leaf leaf = Seek(start);
        int index = leaf.IndexOf(start);
        ulong before = index >= 0 ? leaf.End(index)
            : leaf.Previous is { Count: > 0 } previous ? previous.End(previous.Count - 1) : 0;
        index++;
        ulong after = index < leaf.Count ? leaf.Start(index)
            : leaf.Next is { } next ? next.Start(0) : ulong.MaxValue;
        if (before > start || after < end)
            return Errno.EEXIST;
        InsertAt(leaf, index, start, end, va);
        return Errno.None;
    }

    /// <summary>Takes a mapping out.</summary>
    public void Remove(GpuVa va)
    {
        GpuVaNode.Leaf leaf = SeekExact(va, out int index);
        RemoveAt(leaf, index, va.Addr);
    }

    private void RemoveAt(GpuVaNode.Leaf leaf, int index, ulong address)
    {
        leaf.RemoveAt(index);
        Count--;
        int left = leaf.Count;
        if (left <= GpuVaNode.Leaf.Capacity / 4 && (left & (left - 1)) == 0 && _height > 0)
            Shrink(address);
    }

    /// <summary>
    /// Puts the rests of a mapping in its place: the piece before a hole, the piece after it, or both.
    /// </summary>
    public void Replace(GpuVa va, GpuVa? previous, GpuVa? next)
    {
        if ((previous ?? next) is not { } first)
        {
            Remove(va);
            return;
        }

        GpuVaNode.Leaf leaf = SeekExact(va, out int index);
        bool two = previous is not null && next is not null;
        if (first.Addr >= _high)
        {
            // A mapping may reach beyond the range of its leaf: then its rest belongs to the next one.
            RemoveAt(leaf, index, va.Addr);
            Insert(first);
            return;
        }

        leaf.Start(index) = first.Addr;
        leaf.End(index) = first.Addr + first.Range;
        leaf.Value(index) = first;
        if (!two)
            return;
        if (next!.Addr < _high)
            InsertAt(leaf, index + 1, next.Addr, next.Addr + next.Range, next);
        else
            Insert(next);
    }

    private void InsertAt(GpuVaNode.Leaf leaf, int index, ulong start, ulong end, GpuVa va)
    {
        Count++;
        if (leaf.Count < GpuVaNode.Leaf.Capacity)
            leaf.InsertAt(index, start, end, va);
        else
            InsertSplit(leaf, index, start, end, va);
    }

    private GpuVaNode.Leaf SeekExact(GpuVa va, out int index)
    {
        GpuVaNode.Leaf leaf = Seek(va.Addr);
        index = leaf.IndexOf(va.Addr);
        if (index < 0 || leaf.Value(index) != va)
            throw new InvalidOperationException($"gpuva 0x{va.Addr:x}+0x{va.Range:x} is not in the tree of its VM");
        return leaf;
    }

    /// <summary>The leaf whose range holds an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private GpuVaNode.Leaf Seek(ulong address) => address >= _low && address < _high ? _leaf : Descend(address);

    private GpuVaNode.Leaf Descend(ulong address)
    {
        GpuVaNode node = _root;
        ulong low = 0;
        ulong high = ulong.MaxValue;
        for (int height = _height; height > 0; height--)
        {
            var inner = Unsafe.As<GpuVaNode.Inner>(node);
            int index = inner.IndexOf(address);
            if (index > 0)
                low = inner.Low(index);
            if (index + 1 < inner.Count)
                high = inner.Low(index + 1);
            node = inner.Child(index)!;
        }

        _leaf = Unsafe.As<GpuVaNode.Leaf>(node);
        _leaf.PrefetchBody();
        _low = low;
        _high = high;
        return _leaf;
    }
}
