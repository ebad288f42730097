namespace System.Management.Automation.Runspaces;

/// <summary>Whether a runspace can run a pipeline.</summary>
public enum RunspaceAvailability
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Available.</summary>
    Available = 1,

    /// <summary>Available for nested command.</summary>
    AvailableForNestedCommand = 2,

    /// <summary>Busy.</summary>
    Busy = 3,

    /// <summary>Remote debug.</summary>
    RemoteDebug = 4,
}
