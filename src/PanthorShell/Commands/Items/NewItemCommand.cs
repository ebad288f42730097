using System;
using System.IO;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes files, directories and links, and items of other drives.</summary>
[Cmdlet(VerbsCommon.New, "Item", DefaultParameterSetName = "pathSet", SupportsShouldProcess = true)]
internal sealed class NewItemCommand : ItemCommandBase
{
    [Parameter(Position = 0, ParameterSetName = "nameSet", ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = "pathSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "nameSet", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    [Alias("Type")]
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ItemType { get; set; }

    [Alias("Target")]
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path ?? ["."])
        {
            if (!ItemLocation.Of(this, path).IsFileSystem)
            {
                string item = string.IsNullOrEmpty(Name) ? path : path.TrimEnd('/', '\\') + "/" + Name;
                DriveItems.Set(Context, item, Value);
                foreach (PSObject made in DriveItems.Get(Context, item)) WriteObject(made);
                continue;
            }

            string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
            if (!string.IsNullOrEmpty(Name)) full = System.IO.Path.Combine(full, Name);
            Create(full);
        }
    }

    private void Create(string full)
    {
        string type = ItemType?.ToLowerInvariant() ?? "file";
        try
        {
            if (type is "directory" or "container" or "d") CreateDirectory(full);
            else if (type is "file" or "f" or "leaf") CreateFile(full);
            else if (type is "symboliclink") CreateLink(full);
            else throw Refusal.Of(this, "New-Item -ItemType " + ItemType);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            bool directory = type.StartsWith('d');
            Report(
                exception,
                directory ? "CreateDirectoryIOError" : exception is UnauthorizedAccessException
                    ? "NewItemUnauthorizedAccessError" : "NewItemIOError",
                exception is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError,
                full);
        }
    }

    private void CreateDirectory(string full)
    {
        if (!Force && (Directory.Exists(full) || File.Exists(full)))
        {
            Report(
                new IOException($"An item with the specified name {full} already exists."),
                "DirectoryExist",
                ErrorCategory.ResourceExists,
                full);
            return;
        }

        if (ShouldProcess("Destination: " + full, "Create Directory"))
            WriteObject(Wrap(Directory.CreateDirectory(full)));
    }

    private void CreateFile(string full)
    {
        if (File.Exists(full) && !Force) throw new IOException($"The file '{full}' already exists.");
        if (!ShouldProcess("Destination: " + full, "Create File")) return;

        if (Force) Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        string text = ObjectComparison.Text(Value);
        File.WriteAllText(full, text);
        WriteObject(Wrap(new FileInfo(full)));
    }

    private void CreateLink(string full)
    {
        string target = Value?.ToString() ?? "";
        if (!ShouldProcess("Destination: " + full, "Create Symbolic Link")) return;

        string resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(target);
        FileSystemInfo link = Directory.Exists(resolved)
            ? Directory.CreateSymbolicLink(full, target)
            : File.CreateSymbolicLink(full, target);
        WriteObject(Wrap(link));
    }
}
