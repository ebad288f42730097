using System;
using System.Runtime.CompilerServices;

namespace Panthor.Driver.IoPgtable;

/// <summary>
/// A page table in the format ARM_64_LPAE_S1 (AArch64 stage 1, 4 KiB granule, pages of 4 KiB and 2 MiB) in
/// simulated physical memory, bit for bit as Linux writes it.
/// </summary>
/// <remarks>
/// C: io-pgtable-arm.c. Table pages are reached by one addition: pointer = bias + physical address. The calls change
/// one table at a time; a caller splits ranges at table boundaries, as get_pgsize() does.
/// </remarks>
/// <typeparam name="THost">Gives and takes table pages.</typeparam>
public sealed unsafe partial class ArmLpaeS1<THost>
    where THost : struct, IPageTableHost
{
    private readonly byte* _bias;
    private readonly int _ias;
    private readonly int _oas;
    private readonly int _startLevel;
    private readonly ulong _rootIndexMask;
    private readonly ulong _tableBits;
    private readonly THost _host;
    private ulong* _root;

    private ArmLpaeS1(in IoPgtableConfig config, byte* bias, in THost host)
    {
        const int PageShift = 12;
        Config = config;
        _bias = bias;
        _host = host;
        _ias = config.Ias;
        _oas = config.Oas;
        int vaBits = config.Ias - PageShift;
        int levels = (vaBits + ArmLpae.BitsPerLevel - 1) / ArmLpae.BitsPerLevel;
        _startLevel = ArmLpae.LastLevel + 1 - levels;
        _rootIndexMask = (1UL << (vaBits - (ArmLpae.BitsPerLevel * (levels - 1)))) - 1;
        _tableBits = ArmLpae.PTE_TYPE_TABLE | (config.CoherentWalk ? 0 : ArmLpae.PTE_SW_SYNC);
    }

    /// <summary>What the table was made for, restricted to what the format can do.</summary>
    public IoPgtableConfig Config { get; }

    /// <summary>Physical address of the root table, the value of AS_TRANSTAB (cfg.arm_lpae_s1_cfg.ttbr).</summary>
    public ulong Ttbr { get; private set; }

    /// <summary>Memory attributes that the AttrIndx field of leaves selects (cfg.arm_lpae_s1_cfg.mair).</summary>
    public ulong Mair => ArmLpae.MAIR;

    /// <summary>The level where a walk starts: 0 for 48 bits of address.</summary>
    public int StartLevel => _startLevel;

    /// <summary>Makes the table with its root page; null when there is no page.</summary>
    internal static ArmLpaeS1<THost>? Create(in IoPgtableConfig config, byte* bias, in THost host)
    {
        var table = new ArmLpaeS1<THost>(config, bias, host);
        if (!host.TryAllocateRoot(out ulong root))
            return null;
        table._root = table.Deref(root);
        table.Ttbr = root;
        return table;
    }

    /// <summary>Gives all table pages back; the page table must not be used afterwards.</summary>
    /// <remarks>C: arm_lpae_free_pgtable.</remarks>
    public void FreePgtable()
    {
        ObjectDisposedException.ThrowIf(_root == null, this);
        FreeChildren(_startLevel, _root);
        _root = null;
        _host.FreeRoot(Ttbr);
    }

    private void FreeChildren(int level, ulong* table)
    {
        if (level == ArmLpae.LastLevel)
            return;
        int entries = level == _startLevel ? (int)_rootIndexMask + 1 : (int)ArmLpae.EntriesPerTable;
        const int Run = 64;
        for (int run = 0; run < entries; run += Run)
        {
            int end = Math.Min(run + Run, entries);
            if (PteRun.IsEmpty(table + run, end - run))
                continue;

            for (int i = run; i < end; i++)
            {
                ulong pte = table[i];
                if (pte != 0 && !ArmLpae.IsLeaf(pte, level))
                    FreeTable(level + 1, pte);
            }
        }
    }

    /// <summary>C: __arm_lpae_free_pgtable.</summary>
    private void FreeTable(int level, ulong descriptor)
    {
        FreeChildren(level, Deref(descriptor));
        _host.FreeTable(descriptor & ArmLpae.PTE_ADDR_MASK);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* Deref(ulong descriptor) => (ulong*)(_bias + (descriptor & ArmLpae.PTE_ADDR_MASK));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TargetLevel(ulong pgsize) => pgsize == ArmLpae.SZ_4K ? ArmLpae.LastLevel : ArmLpae.LastLevel - 1;

    private static bool IsSupported(ulong pgsize) => pgsize is ArmLpae.SZ_4K or ArmLpae.SZ_2M;
}
