using System;
using System.Runtime.CompilerServices;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <content>Allocation: all operations take constant time and allocate nothing on the managed heap.</content>
public sealed unsafe partial class PhysicalMemory
{
    // Chunks that are split and have a free page; the most recently used first.
    private int _splitHead = ChunkState.NoChunk;

    // Chunks that became whole again; the last first. Chunks from _fresh on were never used.
    private int _wholeHead = ChunkState.NoChunk;
    private int _wholeCount;
    private int _fresh;

    /// <summary>Allocates a page.</summary>
    /// <param name="order">0 (4 KiB) or 9 (2 MiB).</param>
    /// <param name="use">What for; not <see cref="PageUse.Free"/>.</param>
    /// <param name="fill">What it holds.</param>
    /// <param name="address">Physical address of the page, aligned to its size; 0 on failure.</param>
    /// <returns>
    /// False if the limit is reached, if no 2 MiB chunk is whole, or if the fault point PageAllocation fires. Which
    /// errno that becomes is the caller's decision.
    /// </returns>
    public bool TryAllocate(int order, PageUse use, PageFill fill, out ulong address)
    {
        int page = Take(order, use, out address);
        if (page < 0)
            return false;

        Prepare(page, order, use, fill);
        return true;
    }

    /// <param name="order">0 (4 KiB) or 9 (2 MiB).</param>
    /// <param name="use">What for; not <see cref="PageUse.Free"/>.</param>
    /// <param name="zero">True: the page is zero. False: its bytes are <see cref="PoisonByte"/>.</param>
    /// <param name="address">Physical address of the page, aligned to its size; 0 on failure.</param>
    /// <inheritdoc cref="TryAllocate(int, PageUse, PageFill, out ulong)"/>
    public bool TryAllocate(int order, PageUse use, bool zero, out ulong address) =>
        TryAllocate(order, use, zero ? PageFill.Zero : PageFill.Poison, out address);

    private int Take(int order, PageUse use, out ulong address)
    {
        if (use == PageUse.Free || use > PageUse.Kernel)
            throw new ArgumentOutOfRangeException(nameof(use), use, "A page is allocated for a use.");

        if (order is not (PageOrder or HugePageOrder))
            throw new ArgumentOutOfRangeException(nameof(order), order, "The order is 0 or 9.");

        address = 0;
        if (_usedPages + (1L << order) > TotalPages || InjectedFailure(use))
            return -1;

        int page = order == PageOrder ? TakePage() : TakeChunk(ChunkKind.Huge) * MemoryBlock.PagesPerChunk;
        if (page >= 0)
            address = AddressOf(page);

        return page;
    }

    /// <summary>Frees a page to which one reference is left.</summary>
    /// <remarks>
    /// A page that is free already, an address inside a page, a wrong order or a page with further references is a
    /// finding; the allocator's state then stays as it was.
    /// </remarks>
    public void Free(ulong address, int order)
    {
        if (!MayFree(address, order))
            return;

        int page = PageIndex(address);
        MemoryBlock block = Block;
        PageUse use = (PageUse)(block.Use[page] & ~Untouched);
        long pages = 1L << order;
        _usedPages -= pages;
        _countByUse[(int)use] -= pages;
        block.References[page] = 0;
        _cpuCache?.Drop(address, (ulong)PageSize << order);
        if (order == PageOrder)
        {
            block.Use[page] = 0;
            PutPage(page);
        }
        else
        {
            Unsafe.InitBlockUnaligned(block.Use + page, 0, MemoryBlock.PagesPerChunk);
            PutChunk(page / MemoryBlock.PagesPerChunk);
        }
    }

    /// <summary>Takes a further reference to an allocated page (the kernel's <c>get_page</c>).</summary>
    public void GetReference(ulong address)
    {
        PageState state = StateOf(address);
        if (state.IsFree)
        {
            Report(FindingKind.UseAfterFree, "get_page() on a free page", address, 0);
            return;
        }

        Block.References[PageIndex(state.Address)] = checked((ushort)(state.References + 1));
    }

    /// <summary>Drops a reference; the last one frees the page (the kernel's <c>put_page</c>).</summary>
    public void PutReference(ulong address)
    {
        PageState state = StateOf(address);
        if (state.References > 1)
            Block.References[PageIndex(state.Address)]--;
        else
            Free(state.Address, state.Order);
    }

    private void Prepare(int page, int order, PageUse use, PageFill fill)
    {
        MemoryBlock block = Block;
        ChunkState* chunk = &block.Chunks[page / MemoryBlock.PagesPerChunk];
        long pages = 1L << order;
        _usedPages += pages;
        _countByUse[(int)use] += pages;
        block.References[page] = 1;
        chunk->Used = 1;

        byte mark = (byte)((byte)use | (fill == PageFill.ZeroOnTouch ? Untouched : 0));
        if (order == PageOrder)
            block.Use[page] = mark;
        else
            Unsafe.InitBlockUnaligned(block.Use + page, mark, MemoryBlock.PagesPerChunk);

        if (fill == PageFill.ZeroOnTouch)
            return;

        uint index = (uint)page % MemoryBlock.PagesPerChunk;
        byte* bytes = block.Data + ((long)page << MemoryBlock.PageShift);
        if (fill == PageFill.Poison)
            Unsafe.InitBlockUnaligned(bytes, PoisonByte, (uint)pages * PageSize);
        else if (fill == PageFill.Zero && index < chunk->Dirty)
            Unsafe.InitBlockUnaligned(bytes, 0, Math.Min((uint)pages, chunk->Dirty - index) * PageSize);

        chunk->Dirty = Math.Max(chunk->Dirty, (ushort)(index + pages));
    }

    private int TakePage()
    {
        MemoryBlock block = Block;
        int number = _splitHead;
        if (number == ChunkState.NoChunk)
        {
            number = TakeChunk(ChunkKind.Split);
            if (number < 0)
                return number;

            LinkSplit(number);
        }

        ChunkState* chunk = &block.Chunks[number];
        int first = number * MemoryBlock.PagesPerChunk;
        int index;
        if (chunk->Head != ChunkState.NoPage)
        {
            index = chunk->Head;
            chunk->Head = block.Next[first + index];
        }
        else
        {
            index = chunk->Bump++;
        }

        if (--chunk->Free == 0)
            UnlinkSplit(number);

        return first + index;
    }

    private void PutPage(int page)
    {
        MemoryBlock block = Block;
        int number = page / MemoryBlock.PagesPerChunk;
        ChunkState* chunk = &block.Chunks[number];
        block.Next[page] = chunk->Head;
        chunk->Head = (ushort)(page % MemoryBlock.PagesPerChunk);
        bool wasFull = chunk->Free++ == 0;
        if (chunk->Free == MemoryBlock.PagesPerChunk)
        {
            if (!wasFull)
                UnlinkSplit(number);

            PutChunk(number);
        }
        else if (wasFull)
        {
            LinkSplit(number);
        }
        else if (number != _splitHead)
        {
            UnlinkSplit(number);
            LinkSplit(number);
        }
    }

    private int TakeChunk(ChunkKind kind)
    {
        MemoryBlock block = Block;
        int number = _wholeHead;
        if (number != ChunkState.NoChunk)
        {
            _wholeHead = block.Chunks[number].Following;
            _wholeCount--;
        }
        else if (_fresh < block.ChunkCount)
        {
            number = _fresh++;
        }
        else
        {
            return ChunkState.NoChunk;
        }

        block.Chunks[number].Kind = kind;
        return number;
    }

    private void PutChunk(int number)
    {
        ChunkState* chunk = &Block.Chunks[number];
        chunk->Kind = ChunkKind.Whole;
        chunk->Free = MemoryBlock.PagesPerChunk;
        chunk->Bump = 0;
        chunk->Head = ChunkState.NoPage;
        chunk->Previous = ChunkState.NoChunk;
        chunk->Following = _wholeHead;
        _wholeHead = number;
        _wholeCount++;
    }

    private void LinkSplit(int number)
    {
        MemoryBlock block = Block;
        block.Chunks[number].Previous = ChunkState.NoChunk;
        block.Chunks[number].Following = _splitHead;
        if (_splitHead != ChunkState.NoChunk)
            block.Chunks[_splitHead].Previous = number;

        _splitHead = number;
    }

    private void UnlinkSplit(int number)
    {
        MemoryBlock block = Block;
        ref ChunkState chunk = ref block.Chunks[number];
        if (chunk.Previous == ChunkState.NoChunk)
            _splitHead = chunk.Following;
        else
            block.Chunks[chunk.Previous].Following = chunk.Following;

        if (chunk.Following != ChunkState.NoChunk)
            block.Chunks[chunk.Following].Previous = chunk.Previous;
    }
}
