namespace Panthor.Kernel;

/// <summary>
/// The quiet machine: first come, first served, nothing is preempted. Only faults that are injected with a probability
/// are drawn, from the seed.
/// </summary>
public sealed class FifoChooser : IChooser
{
    private DeterministicRandom _random;

    /// <summary>A quiet machine.</summary>
    /// <param name="seed">The seed of injected faults.</param>
    public FifoChooser(ulong seed = 0)
    {
        _random = new DeterministicRandom(seed);
    }

    /// <inheritdoc/>
    public bool Preempts => false;

    /// <inheritdoc/>
    public int Choose(ChoiceKind kind, int n) =>
        kind == ChoiceKind.FaultPoint ? (int)_random.NextBelow((ulong)n) : 0;
}
