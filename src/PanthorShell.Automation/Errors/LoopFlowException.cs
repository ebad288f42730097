namespace System.Management.Automation;

/// <summary>The base of break and continue.</summary>
public abstract class LoopFlowException : FlowControlException
{
    internal LoopFlowException(string? label)
    {
        Label = label ?? string.Empty;
    }

    /// <summary>The label of the loop, or an empty string.</summary>
    public string Label { get; }

    internal bool MatchesLabel(string? loopLabel) =>
        Label.Length == 0 || Label.Equals(loopLabel, StringComparison.OrdinalIgnoreCase);
}
