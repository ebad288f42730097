using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>What can stand at a place of a line, and what of the line it replaces.</summary>
public class CommandCompletion
{
    internal CommandCompletion(IEnumerable<CompletionResult> matches, int replacementIndex, int replacementLength)
    {
        CompletionMatches = [.. matches];
        ReplacementIndex = replacementIndex;
        ReplacementLength = replacementLength;
    }

    /// <summary>The completions, the best first.</summary>
    public Collection<CompletionResult> CompletionMatches { get; }

    /// <summary>The one that is shown; -1 before the first.</summary>
    public int CurrentMatchIndex { get; set; } = -1;

    /// <summary>Where the replaced part begins.</summary>
    public int ReplacementIndex { get; set; }

    /// <summary>Characters of the replaced part.</summary>
    public int ReplacementLength { get; set; }
}
