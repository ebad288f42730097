using System;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>A replayed run asked something else than the recorded one.</summary>
[SuppressMessage("Design", "CA1032", Justification = "The message always names both choices.")]
public sealed class ReplayDivergedException : Exception
{
    internal ReplayDivergedException(long position, RecordedChoice recorded, ChoiceKind kind, int n)
        : base($"The replay diverged at choice {position}: the recording has {recorded.Kind} of "
            + $"{recorded.Alternatives}, the run asks {kind} of {n}.")
    {
        Position = position;
    }

    /// <summary>How many choices came before the one that differs.</summary>
    public long Position { get; }
}
