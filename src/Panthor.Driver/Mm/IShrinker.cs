using Panthor.Kernel;

namespace Panthor.Driver.Mm;

/// <summary>Who can give pages up when memory is scarce (<c>struct shrinker</c>).</summary>
public interface IShrinker
{
    /// <summary>How many pages could be given up, roughly (<c>count_objects</c>).</summary>
    /// <param name="canBlock">Whether a scan may wait.</param>
    long Count(bool canBlock);

    /// <summary>Gives pages up (<c>scan_objects</c>): from then on they can be swapped out.</summary>
    /// <param name="pages">How many are wanted; more may go, as buffers go as a whole.</param>
    /// <param name="canBlock">Whether the scan may wait.</param>
    /// <returns>How many pages were given up, and how many could not be just now.</returns>
    KTask<ShrinkResult> ScanAsync(long pages, bool canBlock);
}
