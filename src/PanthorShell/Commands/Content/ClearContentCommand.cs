using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Empties files.</summary>
[Cmdlet(VerbsCommon.Clear, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
internal sealed class ClearContentCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string file in FilePaths.Resolve(this, LiteralPath ?? Path!, LiteralPath is not null))
        {
            if (ShouldProcess("Item: " + file, "Clear Content")) File.WriteAllText(file, "");
        }
    }
}
