using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>What cmdlets and advanced functions declare about themselves.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class CmdletCommonMetadataAttribute : CmdletMetadataAttribute
{
    /// <summary>The parameter set that is taken when the arguments leave several.</summary>
    public string? DefaultParameterSetName { get; set; }

    /// <summary>Whether -WhatIf and -Confirm exist.</summary>
    public bool SupportsShouldProcess { get; set; }

    /// <summary>Whether -First, -Skip and -IncludeTotalCount exist.</summary>
    public bool SupportsPaging { get; set; }

    /// <summary>Kept for the shape of the API; transactions do not exist.</summary>
    public bool SupportsTransactions { get; set; }

    /// <summary>From which $ConfirmPreference on a confirmation is asked for.</summary>
    public ConfirmImpact ConfirmImpact { get; set; } = ConfirmImpact.Medium;

    /// <summary>Where the help lies on the web.</summary>
    public string HelpUri { get; set; } = string.Empty;

    /// <summary>How the command reaches other computers.</summary>
    public RemotingCapability RemotingCapability { get; set; } = RemotingCapability.PowerShell;
}
