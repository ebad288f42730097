using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Prints to the host.</summary>
[Cmdlet(VerbsData.Out, "Host")]
internal sealed class OutHostCommand : OutCommandBase
{
    /// <summary>Accepted; output is never stopped page by page.</summary>
    [Parameter]
    public SwitchParameter Paging { get; set; }

    private protected override ILineSink Sink() => new HostSink(Host.UI!, HostWidth());
}
