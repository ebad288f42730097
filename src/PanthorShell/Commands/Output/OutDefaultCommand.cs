using System.Collections.Generic;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>The end of every pipeline that nobody reads: prints to the host.</summary>
[Cmdlet(VerbsData.Out, "Default")]
internal sealed class OutDefaultCommand : OutCommandBase
{
    private readonly List<PSObject> _transcript = [];

    [Parameter]
    public SwitchParameter Transcript { get; set; }

    private protected override ILineSink Sink() => new HostSink(Host.UI!, HostWidth());

    protected override void ProcessRecord()
    {
        if (Transcript) _transcript.Add(InputObject!);
        base.ProcessRecord();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (PSObject item in _transcript) WriteObject(item);
    }
}
