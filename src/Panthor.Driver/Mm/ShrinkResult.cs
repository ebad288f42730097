namespace Panthor.Driver.Mm;

/// <summary>What a scan of a shrinker brought.</summary>
/// <param name="Freed">Pages that were given up.</param>
/// <param name="Remaining">Pages that could be given up, but somebody held a lock that was needed.</param>
/// <param name="MustStop">Another scan now would bring nothing (<c>SHRINK_STOP</c>).</param>
public readonly record struct ShrinkResult(long Freed, long Remaining, bool MustStop = false);
