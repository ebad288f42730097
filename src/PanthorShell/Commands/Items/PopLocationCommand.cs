using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Goes back to the location that Push-Location remembered.</summary>
[Cmdlet(VerbsCommon.Pop, "Location")]
internal sealed class PopLocationCommand : PSCmdlet
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? StackName { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        PathInfo? location = SessionState.Path.PopLocation(StackName);
        if (PassThru && location is not null) WriteObject(location);
    }
}
