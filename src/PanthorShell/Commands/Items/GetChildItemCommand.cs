using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets what is in a directory or a drive.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = "Items")]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
internal sealed class GetChildItemCommand : ItemCommandBase
{
    [Parameter(Position = 0, ParameterSetName = "Items", ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralItems", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    [Alias("s", "r")]
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public uint Depth { get; set; } = uint.MaxValue;

    [Parameter]
    public SwitchParameter Name { get; set; }

    [Alias("ad")]
    [Parameter]
    public SwitchParameter Directory { get; set; }

    [Alias("af")]
    [Parameter]
    public SwitchParameter File { get; set; }

    [Alias("ah", "h")]
    [Parameter]
    public SwitchParameter Hidden { get; set; }

    protected override void ProcessRecord()
    {
        bool recurse = Recurse || Depth != uint.MaxValue;
        foreach (string path in LiteralPath ?? Path ?? ["."])
        {
            if (!ItemLocation.Of(this, path).IsFileSystem)
            {
                WriteDriveItems(path, LiteralPath is not null);
                continue;
            }

            Start(path, recurse);
        }
    }

    private void Start(string path, bool recurse)
    {
        bool wildcard = LiteralPath is null && WildcardPattern.ContainsWildcardCharacters(path);
        if (wildcard)
        {
            List(Resolve(path), recurse);
            return;
        }

        string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        if (System.IO.Directory.Exists(full))
        {
            ListDirectory(new DirectoryInfo(full), recurse, 0, "");
        }
        else if (System.IO.File.Exists(full))
        {
            Emit(new FileInfo(full), "");
        }
        else if (recurse && System.IO.Directory.Exists(System.IO.Path.GetDirectoryName(full)))
        {
            Include = [System.IO.Path.GetFileName(full)];
            ListDirectory(new DirectoryInfo(System.IO.Path.GetDirectoryName(full)!), recurse, 0, "");
        }
        else
        {
            NotFound(path, full);
        }
    }

    private List<FileSystemInfo> Resolve(string path)
    {
        try
        {
            return [.. SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _).Select(InfoOf)];
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The items of a wildcard: files as they are, directories by their contents.</summary>
    private void List(List<FileSystemInfo> items, bool recurse)
    {
        bool lone = items.Count == 1;
        foreach (FileSystemInfo info in items)
        {
            if (!Force && IsHidden(info)) continue;
            if (info is DirectoryInfo directory && (recurse || lone)) ListDirectory(directory, recurse, 0, "");
            else if (Wanted(info)) Emit(info, "");
        }
    }

    private void ListDirectory(DirectoryInfo directory, bool recurse, uint depth, string prefix)
    {
        FileSystemInfo[] children;
        try
        {
            children = directory.GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            Report(exception, "DirUnauthorizedAccessError", ErrorCategory.PermissionDenied, directory.FullName);
            return;
        }

        IEnumerable<FileSystemInfo> ordered = children.OrderBy(child => child is not DirectoryInfo)
            .ThenBy(child => child.Name, StringComparer.CurrentCultureIgnoreCase);
        var directories = new List<DirectoryInfo>();
        foreach (FileSystemInfo child in ordered)
        {
            if (!Force && !Hidden && IsHidden(child)) continue;
            if (child is DirectoryInfo inner && inner.LinkTarget is null) directories.Add(inner);
            if (Wanted(child)) Emit(child, prefix);
        }

        if (!recurse || depth >= Depth) return;
        foreach (DirectoryInfo inner in directories)
            ListDirectory(inner, recurse, depth + 1, prefix + inner.Name + System.IO.Path.DirectorySeparatorChar);
    }

    private bool Wanted(FileSystemInfo info)
    {
        if (Directory && !File && info is not DirectoryInfo) return false;
        if (File && !Directory && info is not FileInfo) return false;
        if (Hidden && !IsHidden(info)) return false;
        return Passes(info.Name);
    }

    private void Emit(FileSystemInfo info, string prefix) => WriteObject(Name ? prefix + info.Name : Wrap(info));
}
