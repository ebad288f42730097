namespace Panthor.Kernel;

/// <summary>One answer of a recorded run that was not 0.</summary>
/// <param name="Position">How many choices came before it.</param>
/// <param name="Kind">What the choice was about.</param>
/// <param name="Alternatives">How many alternatives there were.</param>
/// <param name="Answer">Which one was chosen; at least 1.</param>
public readonly record struct RecordedChoice(long Position, ChoiceKind Kind, int Alternatives, int Answer);
