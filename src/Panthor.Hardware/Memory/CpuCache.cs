using System;
using System.Collections.Generic;
using System.Numerics;

namespace Panthor.Hardware;

/// <summary>
/// The CPU's write-back cache in front of the RAM, by lines of 64 bytes. It never evicts a line by itself: what is not
/// written back stays unseen by the GPU, what is not invalidated stays old. That is the worst case that software must
/// expect, and the easiest to see.
/// </summary>
internal sealed class CpuCache
{
    public const int LineShift = 6;
    private const int LineSize = 1 << LineShift;
    private const int PageSize = MemoryBlock.PageSize;

    private readonly PhysicalMemory _memory;
    private readonly Dictionary<ulong, CachedPage> _pages = [];
    private readonly Stack<CachedPage> _idle = new();

    public CpuCache(PhysicalMemory memory) => _memory = memory;

    /// <summary>Pages of which the cache holds a line.</summary>
    public int PageCount => _pages.Count;

    /// <summary>A read that stays within a page.</summary>
    public void Read(ulong address, Span<byte> destination)
    {
        CachedPage page = Fill(address, destination.Length);
        page.Bytes.AsSpan(OffsetOf(address), destination.Length).CopyTo(destination);
    }

    /// <summary>A write that stays within a page.</summary>
    public void Write(ulong address, ReadOnlySpan<byte> source)
    {
        CachedPage page = Fill(address, source.Length);
        source.CopyTo(page.Bytes.AsSpan(OffsetOf(address)));
        page.Dirty |= LinesOf(address, source.Length);
    }

    /// <summary>Writes dirty lines of a range back to RAM; they stay cached.</summary>
    public void Clean(ulong address, ulong length) => Maintain(address, length, clean: true, invalidate: false);

    /// <summary>Forgets the lines of a range. Dirty ones are written back first, as Arm's cores may do.</summary>
    public void Invalidate(ulong address, ulong length) => Maintain(address, length, clean: true, invalidate: true);

    /// <summary>Forgets the lines of a range, dirty or not: nobody owns the page any more.</summary>
    public void Drop(ulong address, ulong length) => Maintain(address, length, clean: false, invalidate: true);

    private static int OffsetOf(ulong address) => (int)(address & (PageSize - 1));

    private static ulong LinesOf(ulong address, int length)
    {
        int first = OffsetOf(address) >> LineShift;
        int last = (OffsetOf(address) + length - 1) >> LineShift;
        return (ulong.MaxValue << first) & (ulong.MaxValue >> (63 - last));
    }

    private void Maintain(ulong address, ulong length, bool clean, bool invalidate)
    {
        ulong end = checked(address + length);
        while (address < end && _pages.Count != 0)
        {
            int part = (int)Math.Min(end - address, PageSize - (address & (PageSize - 1)));
            ulong number = address / PageSize;
            if (_pages.TryGetValue(number, out CachedPage? page))
            {
                ulong lines = LinesOf(address, part);
                if (clean)
                    WriteBack(page, number, page.Dirty & lines);

                page.Dirty &= ~lines;
                if (invalidate)
                    page.Valid &= ~lines;

                if (page.Valid == 0)
                {
                    _pages.Remove(number);
                    _idle.Push(page);
                }
            }

            address += (ulong)part;
        }
    }

    private unsafe CachedPage Fill(ulong address, int length)
    {
        ulong number = address / PageSize;
        if (!_pages.TryGetValue(number, out CachedPage? page))
        {
            page = _idle.Count != 0 ? _idle.Pop() : new CachedPage();
            _pages.Add(number, page);
        }

        byte* ram = _memory.Pointer(number * PageSize);
        for (ulong missing = LinesOf(address, length) & ~page.Valid; missing != 0; missing &= missing - 1)
        {
            int offset = BitOperations.TrailingZeroCount(missing) << LineShift;
            new ReadOnlySpan<byte>(ram + offset, LineSize).CopyTo(page.Bytes.AsSpan(offset));
        }

        page.Valid |= LinesOf(address, length);
        return page;
    }

    private unsafe void WriteBack(CachedPage page, ulong number, ulong lines)
    {
        byte* ram = _memory.Pointer(number * PageSize);
        for (; lines != 0; lines &= lines - 1)
        {
            int offset = BitOperations.TrailingZeroCount(lines) << LineShift;
            page.Bytes.AsSpan(offset, LineSize).CopyTo(new Span<byte>(ram + offset, LineSize));
        }
    }

    /// <summary>The lines of one page: which are cached, which of them differ from RAM, and what they hold.</summary>
    private sealed class CachedPage
    {
        public readonly byte[] Bytes = new byte[PageSize];
        public ulong Valid;
        public ulong Dirty;
    }
}
