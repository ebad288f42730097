namespace System.Management.Automation.Runspaces;

/// <summary>The state of a runspace.</summary>
public sealed class RunspaceStateInfo
{
    internal RunspaceStateInfo(RunspaceState state, Exception? reason)
    {
        State = state;
        Reason = reason;
    }

    /// <summary>The state.</summary>
    public RunspaceState State { get; }

    /// <summary>Why, or null.</summary>
    public Exception? Reason { get; }
}
