namespace Panthor.Kernel;

/// <summary>The circumstances of one choice, for comparing two runs.</summary>
/// <param name="Kind">What the choice was about.</param>
/// <param name="Alternatives">How many alternatives there were.</param>
/// <param name="Time">The clock.</param>
/// <param name="Current">The number of the running task; 0 for none.</param>
/// <param name="Runnable">A hash over the runnable tasks; 0 for choices that are not about tasks.</param>
public readonly record struct ObservedChoice(
    ChoiceKind Kind,
    int Alternatives,
    VirtualTime Time,
    int Current,
    ulong Runnable);
