namespace System.Management.Automation.Runspaces;

/// <summary>Tells of a new state of a runspace.</summary>
public sealed class RunspaceStateEventArgs : EventArgs
{
    internal RunspaceStateEventArgs(RunspaceStateInfo runspaceStateInfo) => RunspaceStateInfo = runspaceStateInfo;

    /// <summary>The new state.</summary>
    public RunspaceStateInfo RunspaceStateInfo { get; }
}
