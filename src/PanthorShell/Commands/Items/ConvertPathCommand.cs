using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Turns paths of drives into paths of the operating system.</summary>
[Cmdlet(VerbsData.Convert, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(string))]
internal sealed class ConvertPathCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in LiteralPath ?? Path!)
        {
            string pattern = LiteralPath is null ? path : WildcardPattern.Escape(path);
            foreach (string match in FilePaths.Resolve(this, [pattern], literal: false)) WriteObject(match);
        }
    }
}
