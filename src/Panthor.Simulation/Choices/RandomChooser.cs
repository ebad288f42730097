namespace Panthor.Kernel;

/// <summary>Every alternative is as likely as any other: a random walk over the interleavings.</summary>
public sealed class RandomChooser : IChooser
{
    private DeterministicRandom _random;

    /// <summary>The walk of a seed.</summary>
    public RandomChooser(ulong seed)
    {
        Seed = seed;
        _random = new DeterministicRandom(seed);
    }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <inheritdoc/>
    public bool Preempts => true;

    /// <inheritdoc/>
    public int Choose(ChoiceKind kind, int n) => (int)_random.NextBelow((ulong)n);
}
