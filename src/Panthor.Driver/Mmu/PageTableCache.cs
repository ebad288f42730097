using System;
using Panthor.Hardware;

namespace Panthor.Driver.Mmu;

/// <summary>
/// Free pages for page tables, all zero: the slab cache of panthor_mmu.c. Operations reserve for the worst case and
/// return most of it, so that the last pages returned wait here. Pages that have been in a page table go back to the
/// page allocator, so that a walk through a freed table is noticed.
/// </summary>
/// <remarks>C: pt_cache.</remarks>
internal sealed class PageTableCache
{
    private const int Capacity = 64;

    private readonly PhysicalMemory _memory;
    private readonly ulong[] _pages = new ulong[Capacity];
    private int _count;
    private bool _isClosed;

    public PageTableCache(PhysicalMemory memory) => _memory = memory;

    /// <summary>Allocates zeroed pages, all or none.</summary>
    /// <remarks>C: kmem_cache_alloc_bulk.</remarks>
    public bool TryAllocateBulk(Span<ulong> pages)
    {
        for (int i = 0; i < pages.Length; i++)
        {
            if (TryAllocate(out pages[i]))
                continue;
            FreeUnused(pages[..i]);
            return false;
        }

        return true;
    }

    /// <summary>Takes pages back that were not written.</summary>
    /// <remarks>C: kmem_cache_free_bulk.</remarks>
    public void FreeUnused(ReadOnlySpan<ulong> pages)
    {
        for (int i = pages.Length - 1; i >= 0; i--)
        {
            if (_count < Capacity && !_isClosed)
                _pages[_count++] = pages[i];
            else
                Free(pages[i]);
        }
    }

    /// <summary>Frees a page that was a table.</summary>
    public void Free(ulong page) => _memory.Free(page, PhysicalMemory.PageOrder);

    /// <summary>Allocates a root table, which the C takes from the page allocator.</summary>
    public bool TryAllocateRoot(out ulong page) =>
        _memory.TryAllocate(PhysicalMemory.PageOrder, PageUse.PageTable, true, out page);

    /// <summary>Gives all waiting pages back and keeps none from now on.</summary>
    /// <remarks>C: panthor_mmu_pt_cache_fini.</remarks>
    public void Fini()
    {
        _isClosed = true;
        while (_count > 0)
            Free(_pages[--_count]);
    }

    private bool TryAllocate(out ulong page)
    {
        if (_count == 0)
            return _memory.TryAllocate(PhysicalMemory.PageOrder, PageUse.PageTable, true, out page);
        page = _pages[--_count];
        return true;
    }
}
