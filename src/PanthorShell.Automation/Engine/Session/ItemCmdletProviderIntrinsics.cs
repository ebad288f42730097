using System.Collections.ObjectModel;
using System.IO;

namespace System.Management.Automation;

/// <summary>Single items of the drives.</summary>
public sealed class ItemCmdletProviderIntrinsics
{
    private readonly ExecutionContext _context;

    internal ItemCmdletProviderIntrinsics(ExecutionContext context)
    {
        _context = context;
    }

    /// <summary>Whether an item exists.</summary>
    public bool Exists(string path) => Exists(path, force: false, literalPath: false);

    /// <summary>Whether an item exists.</summary>
    public bool Exists(string path, bool force, bool literalPath)
    {
        string full = _context.SessionDrives.Resolve(path, out ProviderInfo provider, out PSDriveInfo? drive);
        if (provider.Name != "FileSystem")
        {
            return full.Length == 0 || _context.GetDriveItem(new VariablePath($"{drive!.Name}:{full}")) is not null;
        }

        if (File.Exists(full) || Directory.Exists(full)) return true;
        if (literalPath || !WildcardPattern.ContainsWildcardCharacters(full)) return false;
        foreach (string _ in FileGlob.Expand(full)) return true;
        return false;
    }

    /// <summary>Whether an item contains others.</summary>
    public bool IsContainer(string path)
    {
        string full = _context.SessionDrives.Resolve(path, out ProviderInfo provider, out _);
        return provider.Name == "FileSystem" ? Directory.Exists(full) : full.Length == 0;
    }

    /// <summary>The items that a path leads to.</summary>
    public Collection<PSObject> Get(string path)
    {
        string full = _context.SessionDrives.Resolve(path, out ProviderInfo provider, out PSDriveInfo? drive);
        Collection<PSObject> result = [];
        if (provider.Name != "FileSystem")
        {
            object item = _context.GetDriveItem(new VariablePath($"{drive!.Name}:{full}"))
                ?? throw ItemNotFoundException.ForPath(path);
            result.Add(PSObject.AsPSObject(item));
            return result;
        }

        foreach (string found in new PathIntrinsics(_context).GetResolvedProviderPathFromPSPath(path, out _))
        {
            result.Add(PSObject.AsPSObject(Directory.Exists(found) ? new DirectoryInfo(found) : new FileInfo(found)));
        }

        return result;
    }
}
