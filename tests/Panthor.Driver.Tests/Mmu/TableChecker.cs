using System.Collections.Generic;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>Compares the mappings of a VM with its page table, page by page, access rights included.</summary>
internal static class TableChecker
{
    private const ulong Page = ArmLpae.SZ_4K;

    /// <summary>The first difference in words; null when mappings and page table say the same.</summary>
    public static string? Difference(PanthorVm vm)
    {
        var leaves = new LeafRuns([]);
        vm.VisitPageTable(ref leaves);
        int next = 0;
        ulong used = 0;
        foreach (GpuVa va in vm.Mappings)
        {
            var vma = (PanthorVma)va;
            if (vma.Evicted)
                continue;
            ulong rights = ArmLpae.ProtToPte(PanthorVm.FlagsToProt(vma.Flags));
            for (ulong at = va.Addr; at < va.End; at += Page)
            {
                ulong expected = PhysicalAddress(vma, at) | rights;
                ulong actual = 0;
                if (next < leaves.Runs.Count && leaves.Runs[next] is var run && run.Iova + used == at)
                {
                    actual = (run.Raw & ~ArmLpae.PTE_TYPE_MASK) + used;
                    used += Page;
                    if (used == run.Size)
                        (next, used) = (next + 1, 0);
                }

                if (actual != expected)
                    return $"0x{at:x}: the mapping says 0x{expected:x}, the page table 0x{actual:x}";
            }
        }

        return next == leaves.Runs.Count
            ? null
            : $"0x{leaves.Runs[next].Iova + used:x} is in the page table and in no mapping";
    }

    private static ulong PhysicalAddress(PanthorVma vma, ulong iova)
    {
        bool isSparse = (vma.Flags & PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE) != 0;
        ulong offset = isSparse ? iova & (ArmLpae.SZ_2M - 1) : vma.Offset + (iova - vma.Addr);
        foreach (ScatterSegment segment in ((PanthorGemObject)vma.Obj!).DeviceMap)
        {
            if (offset < segment.Length)
                return segment.Address + offset;
            offset -= segment.Length;
        }

        return 0;
    }

    private readonly record struct Run(ulong Iova, ulong Size, ulong Raw);

    private readonly record struct LeafRuns(List<Run> Runs) : IPageTableVisitor
    {
        public bool VisitTable(in PageTableEntry entry) => true;

        public bool VisitLeaf(in PageTableEntry entry)
        {
            Runs.Add(new Run(entry.Iova, entry.Size, entry.Raw));
            return true;
        }
    }
}
