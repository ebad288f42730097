using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes to the warning stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Warning")]
internal sealed class WriteWarningCommand : PSCmdlet
{
    [Alias("Msg")]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string? Message { get; set; }

    protected override void ProcessRecord() => WriteWarning(Message!);
}
