using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets the host.</summary>
[Cmdlet(VerbsCommon.Get, "Host")]
internal sealed class GetHostCommand : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(Host);
}
