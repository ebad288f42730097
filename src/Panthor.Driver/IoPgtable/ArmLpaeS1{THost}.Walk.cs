using System;
using System.Runtime.Intrinsics.X86;

namespace Panthor.Driver.IoPgtable;

public sealed unsafe partial class ArmLpaeS1<THost>
{
    private const int EntriesPerCacheLine = 8;

    /// <summary>The physical address behind a virtual one, 0 when it is not mapped.</summary>
    /// <remarks>C: arm_lpae_iova_to_phys.</remarks>
    public ulong IovaToPhys(ulong iova)
    {
        int level = _startLevel;
        int shift = ArmLpae.LevelShift(level);
        ulong pte = _root[(iova >> shift) & _rootIndexMask];
        while (level < ArmLpae.LastLevel)
        {
            if ((pte & ArmLpae.PTE_TYPE_MASK) != ArmLpae.PTE_TYPE_TABLE)
            {
                return (pte & ArmLpae.PTE_TYPE_MASK) == ArmLpae.PTE_TYPE_BLOCK
                    ? (pte & ArmLpae.PTE_ADDR_MASK) | (iova & ((1UL << shift) - 1))
                    : 0;
            }

            level++;
            shift -= ArmLpae.BitsPerLevel;
            pte = Deref(pte)[(iova >> shift) & (ArmLpae.EntriesPerTable - 1)];
        }

        return (pte & ArmLpae.PTE_TYPE_MASK) == ArmLpae.PTE_TYPE_PAGE
            ? (pte & ArmLpae.PTE_ADDR_MASK) | (iova & (ArmLpae.SZ_4K - 1))
            : 0;
    }

    /// <summary>Starts to fetch the entry of an address, and the one after it.</summary>
    public void Prefetch(ulong iova)
    {
        if (!Sse.IsSupported)
            return;
        int shift = ArmLpae.LevelShift(_startLevel);
        ulong pte = _root[(iova >> shift) & _rootIndexMask];
        for (int level = _startLevel; level < ArmLpae.LastLevel; level++)
        {
            if ((pte & ArmLpae.PTE_TYPE_MASK) != ArmLpae.PTE_TYPE_TABLE)
                return;
            shift -= ArmLpae.BitsPerLevel;
            ulong* entry = Deref(pte) + ((iova >> shift) & (ArmLpae.EntriesPerTable - 1));
            if (level == ArmLpae.LastLevel - 1)
            {
                Sse.Prefetch0(entry);
                Sse.Prefetch0(entry + EntriesPerCacheLine);
                return;
            }

            pte = *entry;
        }
    }

    /// <summary>The entries that a walk for one address reads, from the root down to a leaf or a hole.</summary>
    /// <param name="iova">Virtual address.</param>
    /// <param name="steps">Room for up to four entries.</param>
    /// <returns>Number of entries; the last one is a leaf when the address is mapped.</returns>
    /// <remarks>C: arm_lpae_pgtable_walk.</remarks>
    public int Walk(ulong iova, Span<PageTableEntry> steps)
    {
        ulong table = Ttbr;
        ulong mask = _rootIndexMask;
        int count = 0;
        for (int level = _startLevel; level <= ArmLpae.LastLevel; level++)
        {
            int shift = ArmLpae.LevelShift(level);
            int index = (int)((iova >> shift) & mask);
            var entry = new PageTableEntry(level, table, index, iova >> shift << shift, Deref(table)[index]);
            steps[count++] = entry;
            if (!entry.IsTable)
                break;
            table = entry.Address;
            mask = ArmLpae.EntriesPerTable - 1;
        }

        return count;
    }

    /// <summary>Shows all non-empty entries whose range meets [start, end), in the order of their addresses.</summary>
    public void Visit<TVisitor>(ref TVisitor visitor, ulong start = 0, ulong end = ulong.MaxValue)
        where TVisitor : IPageTableVisitor, allows ref struct =>
        _ = VisitTable(ref visitor, _startLevel, Ttbr, 0, start, end);

    private bool VisitTable<TVisitor>(
        ref TVisitor visitor, int level, ulong table, ulong iova, ulong start, ulong end)
        where TVisitor : IPageTableVisitor, allows ref struct
    {
        int shift = ArmLpae.LevelShift(level);
        ulong entries = level == _startLevel ? _rootIndexMask + 1 : ArmLpae.EntriesPerTable;
        ulong* pte = Deref(table);
        ulong first = start > iova ? (start - iova) >> shift : 0;
        for (ulong i = first; i < entries; i++)
        {
            ulong va = iova + (i << shift);
            if (va >= end)
                return true;
            if (pte[i] == 0)
                continue;
            var entry = new PageTableEntry(level, table, (int)i, va, pte[i]);
            bool goOn = entry.IsLeaf
                ? visitor.VisitLeaf(entry)
                : !visitor.VisitTable(entry) || VisitTable(ref visitor, level + 1, entry.Address, va, start, end);
            if (!goOn)
                return false;
        }

        return true;
    }
}
