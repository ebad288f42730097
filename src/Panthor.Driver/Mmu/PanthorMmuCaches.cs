using System;
using System.Runtime.CompilerServices;
using Panthor.Driver.Gpuvm;
using Panthor.Hardware;

namespace Panthor.Driver.Mmu;

/// <summary>
/// Free objects of the VMs of one device, so that an operation allocates nothing once they are warm. Contexts of
/// operations wait here with what the last operation did not need: an operation reserves for the worst case and
/// returns most of it.
/// </summary>
/// <remarks>
/// C: pt_cache and the slab caches. Pages that have been in a page table go back to the page allocator, so that a walk
/// through a freed table is noticed; pages that wait here were never written.
/// </remarks>
internal sealed class PanthorMmuCaches
{
    // More than an operation on one or two tables reserves.
    private const int PagesKept = 8;

    private readonly PhysicalMemory _memory;
    private PanthorVma? _vmas;
    private VmOpCtx? _opCtxs;
    private int _vmasInUse;
    private bool _isClosed;

    public PanthorMmuCaches(PhysicalMemory memory) => _memory = memory;

    public GpuVmCaches Gpuvm { get; } = new();

    public PanthorVma RentVma()
    {
        _vmasInUse++;
        if (_vmas is not { } vma)
            return new PanthorVma();
        _vmas = Unsafe.As<PanthorVma?>(vma.BoNext);
        vma.BoNext = null;
        return vma;
    }

    public void Return(PanthorVma vma)
    {
        _vmasInUse--;
        vma.BoNext = _vmas;
        _vmas = vma;
    }

    public VmOpCtx RentOpCtx()
    {
        if (_opCtxs is not { } ctx)
            return new VmOpCtx();
        _opCtxs = ctx.NextFree;
        ctx.NextFree = null;
        return ctx;
    }

    /// <summary>Takes a context back; what it has too much goes.</summary>
    public void Return(VmOpCtx ctx)
    {
        int kept = _isClosed ? 0 : PagesKept;
        if (ctx.ReservedPageTables > kept)
            FreePages(ctx, kept);
        ctx.NextFree = _opCtxs;
        _opCtxs = ctx;
    }

    /// <summary>Allocates a zeroed page for a table.</summary>
    public bool TryAllocatePage(out ulong page) =>
        _memory.TryAllocate(PhysicalMemory.PageOrder, PageUse.PageTable, true, out page);

    /// <summary>Fills a context with pages up to a number; false when there are not enough.</summary>
    public bool TryReserve(VmOpCtx ctx, int count)
    {
        if (ctx.Pages.Length < count)
            Array.Resize(ref ctx.Pages, count);
        while (ctx.ReservedPageTables < count)
        {
            if (!TryAllocatePage(out ctx.Pages[ctx.ReservedPageTables]))
                return false;
            ctx.ReservedPageTables++;
        }

        return true;
    }

    public void FreePage(ulong page) => _memory.Free(page, PhysicalMemory.PageOrder);

    /// <summary>Gives all waiting pages back and keeps none from now on.</summary>
    /// <remarks>C: panthor_mmu_pt_cache_fini.</remarks>
    public void Close()
    {
        _isClosed = true;
        for (VmOpCtx? ctx = _opCtxs; ctx is not null; ctx = ctx.NextFree)
            FreePages(ctx, 0);
    }

    /// <summary>How many mappings nobody has any more, when all VMs are gone.</summary>
    /// <remarks>C: what the slab cache of panthor_vma still holds when it is destroyed.</remarks>
    public int CountLostVmas()
    {
        int prepared = 0;
        for (VmOpCtx? ctx = _opCtxs; ctx is not null; ctx = ctx.NextFree)
            prepared += ctx.RemainingVmas;
        return _vmasInUse - prepared;
    }

    private void FreePages(VmOpCtx ctx, int kept)
    {
        while (ctx.ReservedPageTables > kept)
            FreePage(ctx.Pages[--ctx.ReservedPageTables]);
    }
}
