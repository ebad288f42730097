using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Gpuvm;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gpuvm;

/// <summary>The tree against a sorted list, in sizes and patterns that make it split, merge, grow and shrink.</summary>
public sealed class GpuVaTreeTests
{
    private readonly GpuVaTree _tree = new(new GpuVaNodePool());
    private readonly SortedList<ulong, GpuVa> _naive = [];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_large_tree_is_filled_and_emptied_in_any_order(int order)
    {
        const int Count = 20_000;
        ulong[] starts = [.. Enumerable.Range(0, Count).Select(i => (ulong)i * 10)];
        if (order == 1)
            Array.Reverse(starts);
        else if (order == 2)
            Shuffle(starts);
        foreach (ulong start in starts)
            Assert.Equal(Errno.None, Insert(start, start + 7));
        CheckAll();
        Assert.Equal(Errno.EEXIST, _tree.Insert(new GpuVa { Addr = 106, Range = 2 }));
        Assert.Equal(Errno.EEXIST, _tree.Insert(new GpuVa { Addr = 95, Range = 10 }));

        if (order != 0)
            Shuffle(starts);
        for (int i = 0; i < Count; i++)
        {
            Remove(starts[i]);
            if (i % 1999 == 0)
                CheckAll();
        }

        CheckAll();
        Assert.Equal(0, _tree.Count);
        Assert.Equal(Errno.None, Insert(3, 5));
        CheckAll();
    }

    [Fact]
    public void Random_inserts_removes_and_replacements_keep_the_order()
    {
        var random = new DeterministicRandom(7);
        for (int i = 0; i < 60_000; i++)
        {
            ulong start = random.NextBelow(50_000);
            ulong length = 1 + random.NextBelow(i % 1000 == 0 ? 4000UL : 12UL);
            GpuVa? found = _tree.FindFirst(start, start + length);
            Assert.Same(NaiveFirst(start, start + length), found);
            if (found is null)
                Assert.Equal(Errno.None, Insert(start, start + length));
            else if (random.NextBelow(3) == 0)
                Remove(found.Addr);
            else
                Cut(found, start, start + length);
            if (i % 4999 == 0)
                CheckAll();
        }

        CheckAll();
    }

    /// <summary>
    /// A mapping that reaches over the end of its leaf's range, and whose rest belongs to the next leaf.
    /// </summary>
    [Fact]
    public void A_mapping_across_the_border_of_two_leaves_is_found_and_cut()
    {
        for (ulong i = 0; i < 64; i++)
            Insert(i * 10, (i * 10) + 5);
        for (ulong i = 20; i < 50; i++)
            Remove(i * 10);
        Insert(196, 495);
        for (ulong address = 196; address < 495; address++)
            Assert.Equal(196UL, _tree.FindFirst(address, address + 1)!.Addr);
        Cut(_tree.FindFirst(300, 301)!, 196, 450);
        Assert.Equal(450UL, _tree.FindFirst(400, 495)!.Addr);
        CheckAll();
        Remove(450);
        Insert(196, 495);
        Cut(_tree.FindFirst(300, 301)!, 200, 460);
        Assert.Equal(196UL, _tree.FindFirst(199, 200)!.Addr);
        Assert.Equal(460UL, _tree.FindFirst(200, 495)!.Addr);
        CheckAll();
    }

    private Errno Insert(ulong start, ulong end)
    {
        var va = new GpuVa { Addr = start, Range = end - start };
        _naive.Add(start, va);
        return _tree.Insert(va);
    }

    private void Remove(ulong start)
    {
        _tree.Remove(_naive[start]);
        _naive.Remove(start);
    }

    private void Cut(GpuVa va, ulong start, ulong end)
    {
        GpuVa? previous = va.Addr < start ? new GpuVa { Addr = va.Addr, Range = start - va.Addr } : null;
        GpuVa? next = va.End > end ? new GpuVa { Addr = end, Range = va.End - end } : null;
        _tree.Replace(va, previous, next);
        _naive.Remove(va.Addr);
        if (previous is not null)
            _naive.Add(previous.Addr, previous);
        if (next is not null)
            _naive.Add(next.Addr, next);
    }

    private GpuVa? NaiveFirst(ulong start, ulong end)
    {
        int low = 0;
        int high = _naive.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_naive.Values[middle].End > start)
                high = middle;
            else
                low = middle + 1;
        }

        return low < _naive.Count && _naive.Values[low].Addr < end ? _naive.Values[low] : null;
    }

    private void CheckAll()
    {
        List<GpuVa> all = [];
        foreach (GpuVa va in new GpuVaEnumerable(_tree.First))
            all.Add(va);
        Assert.Equal(_naive.Values, all);
        Assert.Equal(_naive.Count, _tree.Count);
        foreach (GpuVa va in all.Where((_, i) => i % 37 == 0))
            Assert.Same(va, _tree.FindFirst(va.Addr, va.End));
    }

    private static void Shuffle(ulong[] values)
    {
        var random = new DeterministicRandom(42);
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)random.NextBelow((ulong)i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
