using System;
using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives a file or directory another name.</summary>
[Cmdlet(VerbsCommon.Rename, "Item", SupportsShouldProcess = true, DefaultParameterSetName = "ByPath")]
internal sealed class RenameItemCommand : ItemCommandBase
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByPath", ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(Mandatory = true, ParameterSetName = "ByLiteralPath", ValueFromPipelineByPropertyName = true)]
    public string? LiteralPath { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? NewName { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string full in Existing([LiteralPath ?? Path!], LiteralPath is not null))
        {
            string place = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full)!,
                System.IO.Path.GetFileName(NewName!));
            bool directory = Directory.Exists(full);
            if (!ShouldProcess($"Item: {full} Destination: {place}", directory ? "Rename Directory"
                : "Rename File")) continue;
            try
            {
                if (directory) Directory.Move(full, place);
                else File.Move(full, place, overwrite: Force);
                if (PassThru) WriteObject(Wrap(InfoOf(place)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Report(exception, "RenameItemIOError", ErrorCategory.WriteError, full);
            }
        }
    }
}
