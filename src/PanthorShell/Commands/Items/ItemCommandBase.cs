using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the cmdlets for items have in common.</summary>
internal abstract class ItemCommandBase : PSCmdlet
{
    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    /// <summary>The file system paths of existing items; what is not found is reported.</summary>
    private protected IEnumerable<string> Existing(string[] paths, bool literal)
    {
        foreach (string path in paths)
        {
            if (!literal && WildcardPattern.ContainsWildcardCharacters(path))
            {
                foreach (string match in Matches(path)) yield return match;
                continue;
            }

            string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
            if (Passes(System.IO.Path.GetFileName(full))
                && (File.Exists(full) || Directory.Exists(full))) yield return full;
            else if (!File.Exists(full) && !Directory.Exists(full)) NotFound(path, full);
        }
    }

    private protected void NotFound(string path, string full)
    {
        var exception = new ItemNotFoundException($"Cannot find path '{full}' because it does not exist.");
        WriteError(new ErrorRecord(exception, "PathNotFound", ErrorCategory.ObjectNotFound, path));
    }

    /// <summary>Writes the items of a drive that is not one of files.</summary>
    private protected void WriteDriveItems(string path, bool literal)
    {
        List<PSObject> items = DriveItems.Get(Context, literal ? WildcardPattern.Escape(path) : path);
        foreach (PSObject item in items) WriteObject(item);
        if (items.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(path)
            && !DriveItems.IsRoot(Context, path)) NotFound(path, path);
    }

    private protected bool Passes(string name)
    {
        if (!string.IsNullOrEmpty(Filter) && !Like(name, Filter)) return false;
        if (Include.Length > 0 && !Include.Any(pattern => Like(name, pattern))) return false;
        return !Exclude.Any(pattern => Like(name, pattern));
    }

    private protected static bool Like(string name, string pattern) =>
        WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name);

    /// <summary>A file or directory with the properties that PowerShell adds.</summary>
    private protected static PSObject Wrap(FileSystemInfo info)
    {
        var item = new PSObject(info);
        string? parent = info is FileInfo file ? file.DirectoryName : ((DirectoryInfo)info).Parent?.FullName;
        const string provider = "Microsoft.PowerShell.Core\\FileSystem";
        item.Properties.Add(new PSNoteProperty("PSPath", provider + "::" + info.FullName));
        item.Properties.Add(new PSNoteProperty("PSParentPath", parent is null ? "" : provider + "::" + parent));
        item.Properties.Add(new PSNoteProperty("PSChildName", info.Name));
        item.Properties.Add(new PSNoteProperty("PSIsContainer", info is DirectoryInfo));
        return item;
    }

    private protected static FileSystemInfo InfoOf(string path)
    {
        string trimmed = path.Length > 1 ? path.TrimEnd(System.IO.Path.DirectorySeparatorChar) : path;
        return Directory.Exists(path) ? new DirectoryInfo(trimmed) : new FileInfo(path);
    }

    private protected static bool IsHidden(FileSystemInfo info) =>
        info.Name.StartsWith('.') || info.Attributes.HasFlag(FileAttributes.Hidden);

    private protected void Report(Exception exception, string id, ErrorCategory category, object target) =>
        WriteError(new ErrorRecord(exception, id, category, target));

    private Collection<string> Matches(string path)
    {
        try
        {
            Collection<string> found = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
            return [.. found.Where(match => Passes(System.IO.Path.GetFileName(match))
                && (Force || !IsHidden(InfoOf(match))))];
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }
}
