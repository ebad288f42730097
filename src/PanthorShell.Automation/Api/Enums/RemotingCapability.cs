namespace System.Management.Automation;

/// <summary>How a command reaches other computers.</summary>
public enum RemotingCapability
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Power shell.</summary>
    PowerShell = 1,

    /// <summary>Supported by command.</summary>
    SupportedByCommand = 2,

    /// <summary>Owned by command.</summary>
    OwnedByCommand = 3,
}
