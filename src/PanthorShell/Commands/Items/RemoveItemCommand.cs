using System;
using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Removes items.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
internal sealed class RemoveItemCommand : ItemCommandBase
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in LiteralPath ?? Path ?? [])
        {
            if (!ItemLocation.Of(this, path).IsFileSystem)
            {
                if (DriveItems.Get(Context, path).Count == 0) NotFound(path, path);
                else if (ShouldProcess(path, "Remove Item")) DriveItems.Set(Context, path, null);
                continue;
            }

            foreach (string full in Existing([path], LiteralPath is not null)) Remove(full);
        }
    }

    private void Remove(string full)
    {
        bool directory = Directory.Exists(full) && new DirectoryInfo(full).LinkTarget is null;
        if (!ShouldProcess(full, directory ? "Remove Directory" : "Remove File")) return;

        if (directory && !Recurse && Directory.GetFileSystemEntries(full).Length > 0
            && !ShouldContinue(
                $"The item at {full} has children and the Recurse parameter was not specified. If you continue, all "
                + $"children "
                + "will be removed with the item. Are you sure you want to continue?",
                "Confirm")) return;
        try
        {
            if (directory) Directory.Delete(full, recursive: true);
            else File.Delete(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Report(
                exception,
                exception is UnauthorizedAccessException ? "RemoveFileSystemItemUnAuthorizedAccess"
                    : "RemoveFileSystemItemIOError",
                exception is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError,
                full);
        }
    }
}
