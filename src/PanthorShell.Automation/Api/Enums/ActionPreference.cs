namespace System.Management.Automation;

/// <summary>What happens with a record of a stream.</summary>
public enum ActionPreference
{
    /// <summary>Silently continue.</summary>
    SilentlyContinue = 0,

    /// <summary>Stop.</summary>
    Stop = 1,

    /// <summary>Continue.</summary>
    Continue = 2,

    /// <summary>Inquire.</summary>
    Inquire = 3,

    /// <summary>Ignore.</summary>
    Ignore = 4,

    /// <summary>Suspend.</summary>
    Suspend = 5,

    /// <summary>Break into the debugger.</summary>
    Break = 6,
}
