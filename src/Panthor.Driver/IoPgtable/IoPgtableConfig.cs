using System;

namespace Panthor.Driver.IoPgtable;

/// <summary>What a page table is made for: struct io_pgtable_cfg, as far as ARM_64_LPAE_S1 uses it.</summary>
/// <param name="Ias">Bits of an input address (GPU virtual address).</param>
/// <param name="Oas">Bits of an output address (physical): 32, 36, 40, 42, 44, 48 or 52.</param>
/// <param name="CoherentWalk">The walker snoops the CPU's caches.</param>
/// <remarks>C: struct io_pgtable_cfg. The page sizes are those of panthor: 4 KiB and 2 MiB.</remarks>
public readonly record struct IoPgtableConfig(int Ias, int Oas, bool CoherentWalk)
{
    /// <summary>The largest address with a 4 KiB granule, in bits.</summary>
    public const int MaxAddressBits = 48;

    /// <summary>Supported page sizes, one bit each, in bytes.</summary>
    public const ulong PgsizeBitmap = ArmLpae.SZ_4K | ArmLpae.SZ_2M;

    /// <summary>The configuration that is really used: addresses restricted to 48 bits.</summary>
    /// <remarks>C: arm_lpae_restrict_pgsizes.</remarks>
    public IoPgtableConfig Restrict() =>
        this with { Ias = Math.Min(Ias, MaxAddressBits), Oas = Math.Min(Oas, MaxAddressBits) };

    /// <summary>TCR as the C fills it; panthor does not program it.</summary>
    /// <returns>Shareability, region attributes (outer and inner alike), size of the output and T0SZ.</returns>
    public (int Sh, int Rgn, int Ips, int Tsz) Tcr() =>
        (CoherentWalk ? 3 : 2, CoherentWalk ? 1 : 0, Ips(), 64 - Ias);

    /// <summary>Whether the output size is one that TCR.IPS can say.</summary>
    public bool HasValidOutputSize => Ips() >= 0;

    private int Ips() => Oas switch { 32 => 0, 36 => 1, 40 => 2, 42 => 3, 44 => 4, 48 => 5, 52 => 6, _ => -1 };
}
