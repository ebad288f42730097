namespace Panthor.Driver.Mm;

/// <summary>What a reclaim on request brought.</summary>
/// <param name="Reclaimed">Pages that their owners gave up.</param>
/// <param name="SwappedOut">Pages that went to swap, and are free since.</param>
/// <param name="Remaining">Pages that could still be given up.</param>
public readonly record struct ReclaimResult(long Reclaimed, long SwappedOut, long Remaining);
