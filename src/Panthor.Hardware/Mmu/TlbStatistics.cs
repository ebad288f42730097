namespace Panthor.Hardware;

/// <summary>Counters of an address space's TLB since power-up (a snapshot).</summary>
/// <param name="Entries4K">Entries of 4 KiB in use.</param>
/// <param name="Entries2M">Entries of 2 MiB in use.</param>
/// <param name="Hits">Translations answered from the TLB.</param>
/// <param name="Walks">Translations that walked the tables.</param>
/// <param name="Invalidations">Commands that invalidated entries (UPDATE, FLUSH_*, UNLOCK, reset).</param>
public readonly record struct TlbStatistics(int Entries4K, int Entries2M, long Hits, long Walks, long Invalidations);
