using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Changes the current location.</summary>
[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo))]
internal sealed class SetLocationCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        string target = LiteralPath is not null ? WildcardPattern.Escape(LiteralPath) : string.IsNullOrEmpty(Path)
            ? "~" : Path;
        try
        {
            PathInfo location = SessionState.Path.SetLocation(target);
            if (PassThru) WriteObject(location);
        }
        catch (ItemNotFoundException exception)
        {
            WriteError(new ErrorRecord(exception.ErrorRecord, exception));
        }
    }
}
