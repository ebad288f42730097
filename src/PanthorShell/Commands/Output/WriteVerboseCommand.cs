using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes to the verbose stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Verbose")]
internal sealed class WriteVerboseCommand : PSCmdlet
{
    [Alias("Msg")]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string? Message { get; set; }

    protected override void ProcessRecord() => WriteVerbose(Message!);
}
