using System;
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
    private async KTask UnmapPagesAsync(ulong iova, ulong size)
    {
        if (size == 0)
            return;
        WarnOutsideRegion(iova, size, "panthor_vm_unmap_pages");
        ulong offset = 0;
        while (offset < size)
        {
            await Sim.PreemptionPoint(ChoiceKind.PageTable);
            ulong pgsize = GetPgsize(iova + offset, size - offset, out ulong pgcount);
            ulong unmapped = _pgtbl.UnmapPages(iova + offset, pgsize, pgcount);
            if (unmapped != pgsize * pgcount)
            {
                unmapped = await SkipHoleAsync(iova, unmapped, pgsize * pgcount);
                if (unmapped == 0)
                {
                    Mmu.WarnOnce("panthor_vm_unmap_pages: no progress");
                    return;
                }
            }

            offset += unmapped;
        }
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
    /// <remarks>C: panthor_vm_map_pages and panthor_vm_exec_map_op.</remarks>
    private async KTask<Errno> MapPagesAsync(uint flags, PanthorGemObject bo, ulong iova, ulong offset, ulong size)
    {
        if (size == 0)
            return Errno.None;
        WarnOutsideRegion(iova, size, "panthor_vm_map_pages");
        IommuProt prot = FlagsToProt(flags);
        ulong start = iova;
        var run = new PageRun(bo, iova, offset, size);
        while (run.MoveNext())
        {
            await Sim.PreemptionPoint(ChoiceKind.PageTable);
            Errno ret = _pgtbl.MapPages(run.Iova, run.Paddr, run.Pgsize, run.Pgcount, prot, out ulong mapped);
            run.Advance(mapped);
            if (ret == Errno.None && mapped == 0)
                ret = Errno.ENOMEM;
            if (ret == Errno.None)
                continue;
            Mmu.WarnOnce($"panthor_vm_map_pages: {ret}");
            await UnmapPagesAsync(start, run.Iova - start);
            await DeclareUnusableAsync();
            return ret;
        }

        return Errno.None;
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
    /// <remarks>C: unmap_hugepage_align.</remarks>
    private void UnmapHugepageAlign(in GpuVaOp op, ref ulong start, ref ulong range)
    {
        ulong end = start + range;
        ulong alignedStart = start & ~(ArmLpae.SZ_2M - 1);
        ulong alignedEnd = (end + ArmLpae.SZ_2M - 1) & ~(ArmLpae.SZ_2M - 1);
        if (op.HasPrev && alignedStart < start && op.Prev.Addr <= alignedStart && IsMappedAsHugePage(start))
        {
            range += start - alignedStart;
            start = alignedStart;
        }

        if (op.HasNext && alignedEnd > end && op.Next.End >= alignedEnd && IsMappedAsHugePage(end - 1))
            range += alignedEnd - end;
    }
}
