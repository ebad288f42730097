using System.Management.Automation;
using System.Management.Automation.Host;

namespace Microsoft.PowerShell.Commands;

/// <summary>Clears the screen.</summary>
[Cmdlet(VerbsCommon.Clear, "Host")]
internal sealed class ClearHostCommand : PSCmdlet
{
    protected override void ProcessRecord() =>
        Host.UI!.RawUI!.SetBufferContents(new Rectangle(-1, -1, -1, -1), default);
}
