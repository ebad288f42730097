using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes to the debug stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Debug")]
internal sealed class WriteDebugCommand : PSCmdlet
{
    [Alias("Msg")]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string? Message { get; set; }

    protected override void ProcessRecord() => WriteDebug(Message!);
}
