using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace PanthorPS;

/// <summary>A command stream could not be assembled; every instruction that is wrong is told.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without the mistakes there is nothing to tell.")]
public sealed class CommandStreamException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="mistakes">What is wrong, each with its line.</param>
    public CommandStreamException(IReadOnlyList<string> mistakes)
        : base(mistakes is { Count: 1 }
            ? $"The stream cannot be assembled: {mistakes[0]}"
            : $"The stream cannot be assembled:{Environment.NewLine}  {string.Join(
                Environment.NewLine + "  ", mistakes ?? [])}")
    {
        Mistakes = mistakes ?? [];
    }

    /// <summary>What is wrong, each with its line, in the order of the stream.</summary>
    public IReadOnlyList<string> Mistakes { get; }
}
