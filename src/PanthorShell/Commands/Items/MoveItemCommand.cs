using System;
using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Moves files and directories.</summary>
[Cmdlet(VerbsCommon.Move, "Item", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class MoveItemCommand : ItemCommandBase
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Destination { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        string target = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Destination ?? ".");
        foreach (string full in Existing(LiteralPath ?? Path ?? [], LiteralPath is not null))
        {
            try
            {
                bool directory = Directory.Exists(full);
                string place = Directory.Exists(target)
                    ? System.IO.Path.Combine(target, System.IO.Path.GetFileName(full)) : target;
                if (!ShouldProcess($"Item: {full} Destination: {place}", directory ? "Move Directory"
                    : "Move File")) continue;

                if (directory) Directory.Move(full, place);
                else File.Move(full, place, overwrite: Force);
                if (PassThru) WriteObject(Wrap(InfoOf(place)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                string id = Directory.Exists(full) ? "MoveDirectoryItemIOError" : "MoveFileInfoItemIOError";
                Report(exception, id, ErrorCategory.WriteError, full);
            }
        }
    }
}
