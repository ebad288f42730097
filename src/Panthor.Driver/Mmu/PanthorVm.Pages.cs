using System;
using System.Runtime.CompilerServices;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>The page table: ranges cut into calls that stay within one table.</content>
public sealed partial class PanthorVm
{
    /// <summary>The largest page that fits at an address, and how many of them until the end of their table.</summary>
    /// <remarks>C: get_pgsize.</remarks>
    internal static ulong GetPgsize(ulong addr, ulong size, out ulong count)
    {
        ulong offset = (0 - addr) & (ArmLpae.SZ_2M - 1);
        if (offset != 0 || size < ArmLpae.SZ_2M)
        {
            count = (offset == 0 ? size : Math.Min(offset, size)) / ArmLpae.SZ_4K;
            return ArmLpae.SZ_4K;
        }

        offset = (0 - addr) & (ArmLpae.SZ_1G - 1);
        count = Math.Min(offset == 0 ? ArmLpae.SZ_1G : offset, size) / ArmLpae.SZ_2M;
        return ArmLpae.SZ_2M;
    }

    /// <summary>Access and caching that the map flags of the uAPI ask for.</summary>
    /// <remarks>C: flags_to_prot.</remarks>
    internal static IommuProt FlagsToProt(uint flags)
    {
        var prot = IommuProt.Read;
        if ((flags & PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_READONLY) == 0)
            prot |= IommuProt.Write;
        if ((flags & PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC) != 0)
            prot |= IommuProt.NoExec;
        if ((flags & PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED) == 0)
            prot |= IommuProt.Cache;
        return prot;
    }

    /// <summary>Removes a range from the page table.</summary>
    /// <remarks>C: panthor_vm_unmap_pages.</remarks>
    internal KTask UnmapPagesAsync(ulong iova, ulong size)
    {
        if (size == 0)
            return KTask.Completed;
        if (!_isAtomic)
            return UnmapAndFlushAsync(iova, size);
        if (!IsInLockedRegion(iova, size))
            WarnOutsideRegion(iova, size, "panthor_vm_unmap_pages");
        return UnmapTablesAsync(iova, size);
    }

    private KTask UnmapTablesAsync(ulong iova, ulong size)
    {
        ulong offset = 0;
        if (!_preempts)
        {
            while (offset < size && TryUnmapPages(iova + offset, size - offset, out ulong unmapped, out _))
                offset += unmapped;
        }

        return offset == size ? KTask.Completed : UnmapRestAsync(iova, offset, size);
    }

    /// <summary>
    /// Goes on where something is amiss, or where another task may come in between two table updates.
    /// </summary>
    private async KTask UnmapRestAsync(ulong iova, ulong offset, ulong size)
    {
        while (offset < size)
        {
            await Sim.PreemptionPoint(ChoiceKind.PageTable);
            if (!TryUnmapPages(iova + offset, size - offset, out ulong unmapped, out ulong wanted))
            {
                unmapped = await SkipHoleAsync(iova + offset, unmapped, wanted);
                if (unmapped == 0)
                {
                    Mmu.WarnOnce("panthor_vm_unmap_pages: no progress");
                    return;
                }
            }

            offset += unmapped;
        }
    }

    private bool TryUnmapPages(ulong iova, ulong size, out ulong unmapped, out ulong wanted)
    {
        ulong pgsize = GetPgsize(iova, size, out ulong pgcount);
        wanted = pgsize * pgcount;
        unmapped = _pgtbl.UnmapPages(iova, pgsize, pgcount);
        return unmapped == wanted;
    }

    /// <summary>
    /// The page table is not what the mappings say: passes over what is not mapped, and gives the VM up.
    /// </summary>
    private async KTask<ulong> SkipHoleAsync(ulong iova, ulong unmapped, ulong wanted)
    {
        Mmu.WarnOnce("panthor_vm_unmap_pages: fewer pages were mapped than the VM says");
        while (unmapped < wanted && _pgtbl.IovaToPhys(iova + unmapped) == 0)
            unmapped += ArmLpae.SZ_4K;
        await DeclareUnusableAsync();
        return unmapped;
    }

    /// <summary>Enters a part of a buffer into the page table.</summary>
    /// <remarks>C: panthor_vm_map_pages.</remarks>
    private KTask<Errno> MapPagesAsync(uint flags, DrmGemObject bo, ulong iova, ulong offset, ulong size)
    {
        if (size == 0)
            return KTask.FromResult(Errno.None);
        if (!_isAtomic)
            return MapAndFlushAsync(flags, bo, iova, offset, size);
        if (!IsInLockedRegion(iova, size))
            WarnOutsideRegion(iova, size, "panthor_vm_map_pages");
        return MapTablesAsync(flags, bo, iova, offset, size);
    }

    private KTask<Errno> MapTablesAsync(uint flags, DrmGemObject bo, ulong iova, ulong offset, ulong size)
    {
        IommuProt prot = FlagsToProt(flags);
        var run = new PageRun(Unsafe.As<PanthorGemObject>(bo), iova, offset, size, Mmu.SkipsOffsetOnce);
        if (_preempts)
            return MapPreemptiblyAsync(run, iova, prot);
        while (run.MoveNext())
        {
            Errno ret = MapNext(ref run, prot);
            if (ret != Errno.None)
                return UndoMapAsync(ret, iova, run.Iova - iova);
        }

        return KTask.FromResult(Errno.None);
    }

    private async KTask<Errno> MapPreemptiblyAsync(PageRun run, ulong iova, IommuProt prot)
    {
        while (run.MoveNext())
        {
            await Sim.PreemptionPoint(ChoiceKind.PageTable);
            Errno ret = MapNext(ref run, prot);
            if (ret != Errno.None)
                return await UndoMapAsync(ret, iova, run.Iova - iova);
        }

        return Errno.None;
    }

    private Errno MapNext(ref PageRun run, IommuProt prot)
    {
        Errno ret = _pgtbl.MapPages(run.Iova, run.Paddr, run.Pgsize, run.Pgcount, prot, out ulong mapped);
        run.Advance(mapped);
        return ret == Errno.None && mapped == 0 ? Errno.ENOMEM : ret;
    }

    /// <summary>Takes back what was mapped before an error, and gives the VM up.</summary>
    private async KTask<Errno> UndoMapAsync(Errno error, ulong iova, ulong size)
    {
        Mmu.WarnOnce($"panthor_vm_map_pages: {error}");
        await UnmapPagesAsync(iova, size);
        await DeclareUnusableAsync();
        return error;
    }

    /// <summary>Whether the page that an address lies in is entered as one 2 MiB block.</summary>
    /// <remarks>
    /// C: iova_mapped_as_huge_page, which asks the backing folio for its size. Asking the table also notices blocks
    /// that 512 pages happened to form, whose partial unmap the C would refuse.
    /// </remarks>
    private bool IsMappedAsHugePage(ulong iova)
    {
        Span<PageTableEntry> steps = stackalloc PageTableEntry[ArmLpae.LastLevel + 1];
        PageTableEntry last = steps[_pgtbl.Walk(iova, steps) - 1];
        return last.IsLeaf && last.Level < ArmLpae.LastLevel;
    }

    /// <summary>Widens the range of a remap to whole huge pages: a block can only be unmapped as a whole.</summary>
    /// <remarks>C: unmap_hugepage_align, which takes every sparse mapping for one of huge pages.</remarks>
    private void UnmapHugepageAlign(in GpuVaOp op, bool isSparse, ref ulong start, ref ulong range)
    {
        ulong end = start + range;
        ulong alignedStart = start & ~(ArmLpae.SZ_2M - 1);
        ulong alignedEnd = (end + ArmLpae.SZ_2M - 1) & ~(ArmLpae.SZ_2M - 1);
        if (op.HasPrev && alignedStart < start && op.Prev.Addr <= alignedStart
            && (isSparse || IsMappedAsHugePage(start)))
        {
            range += start - alignedStart;
            start = alignedStart;
        }

        if (op.HasNext && alignedEnd > end && op.Next.End >= alignedEnd
            && (isSparse || IsMappedAsHugePage(end - 1)))
            range += alignedEnd - end;
    }
}
