using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Swallows its input.</summary>
[Cmdlet(VerbsData.Out, "Null")]
internal sealed class OutNullCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }
}
