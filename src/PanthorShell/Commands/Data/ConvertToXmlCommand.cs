using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Refused by name.</summary>
[Cmdlet(VerbsData.ConvertTo, "Xml")]
internal sealed class ConvertToXmlCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void BeginProcessing() => throw Refusal.Of(this, "ConvertTo-Xml");
}
