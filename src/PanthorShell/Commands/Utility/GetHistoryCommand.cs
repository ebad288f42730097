using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Refused by name.</summary>
[Cmdlet(VerbsCommon.Get, "History")]
internal sealed class GetHistoryCommand : PSCmdlet
{
    protected override void ProcessRecord() => throw Refusal.Of(this, "Get-History");
}
