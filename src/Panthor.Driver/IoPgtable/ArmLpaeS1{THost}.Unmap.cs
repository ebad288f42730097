namespace Panthor.Driver.IoPgtable;

public sealed unsafe partial class ArmLpaeS1<THost>
{
    /// <summary>Unmaps a run of pages that lies in one table.</summary>
    /// <param name="iova">First virtual address, aligned to the page size.</param>
    /// <param name="pgsize">4 KiB or 2 MiB; a 2 MiB entry may be a block or a whole table of pages.</param>
    /// <param name="pgcount">Pages to unmap; those beyond the end of the table are left out.</param>
    /// <returns>
    /// Bytes that were unmapped: less than asked for at the first hole, 0 when nothing was mapped or only a part of
    /// a block was meant.
    /// </returns>
    /// <remarks>C: arm_lpae_unmap_pages. Tables that become empty stay.</remarks>
    public ulong UnmapPages(ulong iova, ulong pgsize, ulong pgcount)
    {
        if (!IsSupported(pgsize) || pgcount == 0)
            return RefuseUnmap("unmap_pages: page size is neither 4 KiB nor 2 MiB, or no page");
        if (iova >> _ias != 0)
            return RefuseUnmap("unmap_pages: iova beyond ias");

        int target = TargetLevel(pgsize);
        int level = _startLevel;
        int shift = ArmLpae.LevelShift(level);
        ulong* table = _root;
        ulong index = (iova >> shift) & _rootIndexMask;
        for (; level < target; level++)
        {
            ulong pte = table[index];
            if ((pte & ArmLpae.PTE_TYPE_MASK) != ArmLpae.PTE_TYPE_TABLE)
                return RefuseWalk(pte);
            table = Deref(pte);
            shift -= ArmLpae.BitsPerLevel;
            index = (iova >> shift) & (ArmLpae.EntriesPerTable - 1);
        }

        int count = CountInTable(pgcount, index);
        ulong* entry = table + index;
        int done = level == ArmLpae.LastLevel
            ? PteRun.CountOfType(entry, count, ArmLpae.PTE_TYPE_PAGE)
            : TakeBlocks(entry, count, level);
        if (done < count)
            _host.Warn("unmap_pages: nothing is mapped there");
        PteRun.Clear(entry, done);
        return (ulong)done * pgsize;
    }

    /// <summary>Counts the entries up to the first empty one; tables among them are taken out and freed.</summary>
    private int TakeBlocks(ulong* entry, int count, int level)
    {
        int i = 0;
        while (true)
        {
            i += PteRun.CountOfType(entry + i, count - i, ArmLpae.PTE_TYPE_BLOCK);
            if (i == count || entry[i] == 0)
                return i;
            ulong pte = entry[i];
            entry[i] = 0;
            FreeTable(level + 1, pte);
            i++;
        }
    }

    private ulong RefuseUnmap(string what)
    {
        _host.Warn(what);
        return 0;
    }

    private ulong RefuseWalk(ulong pte)
    {
        if (pte == 0)
            _host.Warn("unmap_pages: nothing is mapped there");
        else
            _host.WarnOnce("Unmap of a partial large IOPTE is not allowed");
        return 0;
    }
}
