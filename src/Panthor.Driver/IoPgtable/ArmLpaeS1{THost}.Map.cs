using System.Runtime.CompilerServices;
using Panthor.Kernel;

namespace Panthor.Driver.IoPgtable;

public sealed unsafe partial class ArmLpaeS1<THost>
{
    /// <summary>Maps a physically contiguous run of pages that lies in one table.</summary>
    /// <param name="iova">First virtual address, aligned to the page size.</param>
    /// <param name="paddr">First physical address, aligned to the page size.</param>
    /// <param name="pgsize">4 KiB or 2 MiB.</param>
    /// <param name="pgcount">Pages to map; those beyond the end of the table are left out.</param>
    /// <param name="prot">Access and caching.</param>
    /// <param name="mapped">Bytes that were mapped.</param>
    /// <returns>
    /// EINVAL (page size, no access right), ERANGE (address beyond ias or oas), EEXIST (something is mapped there),
    /// ENOMEM (no page for a table).
    /// </returns>
    /// <remarks>C: arm_lpae_map_pages.</remarks>
    public Errno MapPages(ulong iova, ulong paddr, ulong pgsize, ulong pgcount, IommuProt prot, out ulong mapped)
    {
        mapped = 0;
        if (!IsSupported(pgsize))
            return Refuse(Errno.EINVAL, "map_pages: page size is neither 4 KiB nor 2 MiB");
        if (((iova >> _ias) | (paddr >> _oas)) != 0)
            return Refuse(Errno.ERANGE, "map_pages: iova beyond ias or paddr beyond oas");
        if ((prot & (IommuProt.Read | IommuProt.Write)) == 0)
            return Errno.EINVAL;

        int target = TargetLevel(pgsize);
        int level = _startLevel;
        int shift = ArmLpae.LevelShift(level);
        ulong* table = _root;
        ulong index = (iova >> shift) & _rootIndexMask;
        for (; level < target; level++)
        {
            ulong pte = table[index];
            if (pte == 0)
            {
                pte = InstallTable(table + index);
                if (pte == 0)
                    return Errno.ENOMEM;
            }
            else if (ArmLpae.IsLeaf(pte, level))
            {
                return Refuse(Errno.EEXIST, "map_pages: a block is mapped where a table is needed");
            }

            table = Deref(pte);
            shift -= ArmLpae.BitsPerLevel;
            index = (iova >> shift) & (ArmLpae.EntriesPerTable - 1);
        }

        int count = CountInTable(pgcount, index);
        ulong attributes = ArmLpae.ProtToPte(prot);
        if (!PteRun.IsEmpty(table + index, count))
        {
            Errno ret = MakeRoom(table + index, count, level);
            if (ret != Errno.None)
                return ret;
        }

        InitPte(table + index, count, attributes, paddr, level);
        mapped = (ulong)count * pgsize;
        return Errno.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountInTable(ulong pgcount, ulong index)
    {
        ulong room = ArmLpae.EntriesPerTable - index;
        return (int)(pgcount < room ? pgcount : room);
    }

    /// <summary>Puts a fresh table into an empty entry; 0 when there is no page for it.</summary>
    /// <remarks>
    /// C: arm_lpae_install_table. Stores of one simulated CPU are seen in order, so that no barrier is needed.
    /// </remarks>
    private ulong InstallTable(ulong* entry)
    {
        if (!_host.TryAllocateTable(out ulong pa))
            return 0;
        ulong pte = ArmLpae.PackAddress(pa) | _tableBits;
        *entry = pte;
        return pte;
    }

    /// <summary>
    /// Looks at what is in the way of new leaves: a leaf refuses them, a table (of empty or live pages) is taken out
    /// and freed with all below.
    /// </summary>
    /// <remarks>C: the loop of arm_lpae_init_pte.</remarks>
    private Errno MakeRoom(ulong* entry, int count, int level)
    {
        for (int i = 0; i < count; i++)
        {
            ulong pte = entry[i];
            if (ArmLpae.IsLeaf(pte, level))
                return Refuse(Errno.EEXIST, "map_pages: the entry is mapped already");
            if ((pte & ArmLpae.PTE_TYPE_MASK) == ArmLpae.PTE_TYPE_TABLE)
            {
                entry[i] = 0;
                FreeTable(level + 1, pte);
            }
        }

        return Errno.None;
    }

    /// <summary>C: __arm_lpae_init_pte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InitPte(ulong* entry, int count, ulong attributes, ulong paddr, int level)
    {
        ulong pte = attributes
            | (level == ArmLpae.LastLevel ? ArmLpae.PTE_TYPE_PAGE : ArmLpae.PTE_TYPE_BLOCK);
        ulong step = 1UL << ArmLpae.LevelShift(level);
        ulong last = paddr + ((ulong)count * step);
        if (last >> IoPgtableConfig.MaxAddressBits == 0)
        {
            PteRun.Fill(entry, count, pte | (paddr & ArmLpae.PTE_ADDR_MASK), step);
            return;
        }

        for (int i = 0; i < count; i++)
            entry[i] = pte | ArmLpae.PackAddress(paddr + ((ulong)i * step));
    }

    private Errno Refuse(Errno errno, string what)
    {
        _host.Warn(what);
        return errno;
    }
}
