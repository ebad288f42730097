using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Turns wildcards and relative paths into full paths.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo), typeof(string))]
internal sealed class ResolvePathCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Relative { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in LiteralPath ?? Path!)
        {
            string pattern = LiteralPath is null ? path : WildcardPattern.Escape(path);
            try
            {
                foreach (PathInfo info in SessionState.Path.GetResolvedPSPathFromPSPath(pattern))
                {
                    if (!Relative)
                    {
                        WriteObject(info);
                        continue;
                    }

                    string relative = System.IO.Path.GetRelativePath(
                        SessionState.Path.CurrentFileSystemLocation.ProviderPath, info.ProviderPath);
                    WriteObject(relative.StartsWith('.') ? relative : "." + System.IO.Path.DirectorySeparatorChar
                        + relative);
                }
            }
            catch (ItemNotFoundException exception)
            {
                WriteError(new ErrorRecord(exception.ErrorRecord, exception));
            }
        }
    }
}
