using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Remembers the location and goes to another one.</summary>
[Cmdlet(VerbsCommon.Push, "Location", DefaultParameterSetName = "Path")]
internal sealed class PushLocationCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    public string? LiteralPath { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? StackName { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        SessionState.Path.PushCurrentLocation(StackName);
        string? target = LiteralPath is not null ? WildcardPattern.Escape(LiteralPath) : Path;
        if (target is null) return;
        try
        {
            PathInfo location = SessionState.Path.SetLocation(target);
            if (PassThru) WriteObject(location);
        }
        catch (ItemNotFoundException exception)
        {
            SessionState.Path.PopLocation(StackName);
            WriteError(new ErrorRecord(exception.ErrorRecord, exception));
        }
    }
}
