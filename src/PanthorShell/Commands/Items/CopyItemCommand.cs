using System;
using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Copies files and directories.</summary>
[Cmdlet(VerbsCommon.Copy, "Item", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class CopyItemCommand : ItemCommandBase
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
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Container { get; set; } = true;

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
                if (!ShouldProcess($"Item: {full} Destination: {place}", directory ? "Copy Directory"
                    : "Copy File")) continue;

                if (directory) CopyDirectory(new DirectoryInfo(full), place);
                else File.Copy(full, place, overwrite: true);
                if (PassThru) WriteObject(Wrap(InfoOf(place)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                string id = exception is UnauthorizedAccessException ? "CopyFileInfoItemUnauthorizedAccessError"
                    : "CopyFileInfoItemIOError";
                Report(exception, id, ErrorCategory.WriteError, full);
            }
        }
    }

    private void CopyDirectory(DirectoryInfo source, string place)
    {
        Directory.CreateDirectory(place);
        if (!Recurse) return;

        foreach (FileInfo file in source.GetFiles())
            file.CopyTo(System.IO.Path.Combine(place, file.Name), overwrite: true);
        foreach (DirectoryInfo inner in source.GetDirectories())
            CopyDirectory(inner, System.IO.Path.Combine(place, inner.Name));
    }
}
