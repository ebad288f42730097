namespace Microsoft.PowerShell;

/// <summary>Which scripts may run.</summary>
public enum ExecutionPolicy
{
    /// <summary>Unrestricted.</summary>
    Unrestricted = 0,

    /// <summary>Remote signed.</summary>
    RemoteSigned = 1,

    /// <summary>All signed.</summary>
    AllSigned = 2,

    /// <summary>Default.</summary>
    Default = 3,

    /// <summary>Restricted.</summary>
    Restricted = 3,

    /// <summary>Bypass.</summary>
    Bypass = 4,

    /// <summary>Undefined.</summary>
    Undefined = 5,
}
