namespace System.Management.Automation;

/// <summary>The state of an invocation.</summary>
public sealed class PSInvocationStateInfo
{
    internal PSInvocationStateInfo(PSInvocationState state, Exception? reason)
    {
        State = state;
        Reason = reason;
    }

    /// <summary>The state.</summary>
    public PSInvocationState State { get; }

    /// <summary>Why, or null.</summary>
    public Exception? Reason { get; }
}
