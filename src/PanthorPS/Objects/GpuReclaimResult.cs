namespace PanthorPS;

/// <summary>What a reclaim brought, in pages of 4 KiB (a snapshot).</summary>
/// <param name="Reclaimed">Pages that buffers gave up.</param>
/// <param name="SwappedOut">Pages that went to swap and are free since.</param>
/// <param name="Remaining">Pages that could still be reclaimed.</param>
public sealed record GpuReclaimResult(long Reclaimed, long SwappedOut, long Remaining);
