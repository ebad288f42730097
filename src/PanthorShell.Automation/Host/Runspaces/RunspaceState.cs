namespace System.Management.Automation.Runspaces;

/// <summary>The state of a runspace.</summary>
public enum RunspaceState
{
    /// <summary>Before open.</summary>
    BeforeOpen = 0,

    /// <summary>Opening.</summary>
    Opening = 1,

    /// <summary>Opened.</summary>
    Opened = 2,

    /// <summary>Closed.</summary>
    Closed = 3,

    /// <summary>Closing.</summary>
    Closing = 4,

    /// <summary>Broken.</summary>
    Broken = 5,

    /// <summary>Disconnecting.</summary>
    Disconnecting = 6,

    /// <summary>Disconnected.</summary>
    Disconnected = 7,

    /// <summary>Connecting.</summary>
    Connecting = 8,
}
