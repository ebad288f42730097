using System.Collections.ObjectModel;
using System.IO;

namespace System.Management.Automation;

/// <summary>Paths and locations.</summary>
public sealed class PathIntrinsics
{
    private readonly ExecutionContext _context;

    internal PathIntrinsics(ExecutionContext context)
    {
        _context = context;
    }

    /// <summary>The location.</summary>
    public PathInfo CurrentLocation => Drives.Location;

    /// <summary>The location in the file system.</summary>
    public PathInfo CurrentFileSystemLocation => Drives.FileLocationInfo(Drives.FileLocation);

    private DriveTable Drives => _context.SessionDrives;

    /// <summary>The location of a provider.</summary>
    public PathInfo CurrentProviderLocation(string providerName)
    {
        ProviderInfo provider = Drives.Provider(providerName);
        return provider.Name == "FileSystem" ? CurrentFileSystemLocation : new PathInfo(
            provider.Drives.Count > 0 ? provider.Drives[0] : null, provider, provider.Name + ":", string.Empty);
    }

    /// <summary>Changes the location.</summary>
    public PathInfo SetLocation(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Drives.SetLocation(path);
    }

    /// <summary>Keeps the location on a stack.</summary>
    public void PushCurrentLocation(string? stackName) => Drives.Stack(stackName).Push(Drives.Location);

    /// <summary>Goes back to the location on top of a stack.</summary>
    public PathInfo? PopLocation(string? stackName)
    {
        PathInfoStack stack = Drives.Stack(stackName);
        if (!stack.TryPop(out PathInfo? last)) return null;
        Drives.SetLocation(last.Path);
        return last;
    }

    /// <summary>A stack of locations.</summary>
    public PathInfoStack LocationStack(string? stackName) => Drives.Stack(stackName);

    /// <summary>Chooses the stack that is taken when none is named.</summary>
    public PathInfoStack SetDefaultLocationStack(string? stackName)
    {
        Drives.DefaultStackName = stackName ?? string.Empty;
        return Drives.Stack(stackName);
    }

    /// <summary>The full path of a PowerShell path that need not exist.</summary>
    public string GetUnresolvedProviderPathFromPSPath(string path) =>
        GetUnresolvedProviderPathFromPSPath(path, out _, out _);

    /// <summary>The full path of a PowerShell path that need not exist, with its provider and drive.</summary>
    public string GetUnresolvedProviderPathFromPSPath(string path, out ProviderInfo provider, out PSDriveInfo? drive)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Drives.Resolve(path, out provider, out drive);
    }

    /// <summary>The full paths that a PowerShell path with wildcards leads to.</summary>
    public Collection<string> GetResolvedProviderPathFromPSPath(string path, out ProviderInfo provider)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = Drives.Resolve(path, out provider, out _);
        Collection<string> result = [];
        if (provider.Name != "FileSystem")
        {
            result.Add(full);
            return result;
        }

        if (!WildcardPattern.ContainsWildcardCharacters(full) || File.Exists(full) || Directory.Exists(full))
        {
            string plain = WildcardPattern.Unescape(full);
            if (!File.Exists(plain) && !Directory.Exists(plain)) throw ItemNotFoundException.ForPath(plain);
            result.Add(plain);
            return result;
        }

        foreach (string found in FileGlob.Expand(full)) result.Add(found);
        return result;
    }

    /// <summary>The full paths that a path of a provider leads to.</summary>
    public Collection<string> GetResolvedProviderPathFromProviderPath(string path, string providerId)
    {
        Drives.Provider(providerId);
        return GetResolvedProviderPathFromPSPath(path, out _);
    }

    /// <summary>The locations that a PowerShell path with wildcards leads to.</summary>
    public Collection<PathInfo> GetResolvedPSPathFromPSPath(string path)
    {
        Collection<PathInfo> result = [];
        PSDriveInfo? drive = null;
        foreach (string found in GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider))
        {
            drive ??= provider.Drives.Count > 0 ? provider.Drives[0] : null;
            result.Add(provider.Name == "FileSystem"
                ? Drives.FileLocationInfo(found)
                : new PathInfo(drive, provider, $"{drive?.Name}:{found}", found));
        }

        return result;
    }

    /// <summary>Whether a path names its provider.</summary>
    public bool IsProviderQualified(string path) => path.Contains("::", StringComparison.Ordinal);

    /// <summary>Whether a path begins with a drive.</summary>
    public bool IsPSAbsolute(string path, out string? driveName)
    {
        int colon = path.IndexOf(':', StringComparison.Ordinal);
        driveName = colon > 0 ? path[..colon] : null;
        return colon > 0 || Path.IsPathRooted(path);
    }

    /// <summary>Whether a path can be one.</summary>
    public bool IsValid(string path) => !string.IsNullOrEmpty(path) && path.IndexOfAny(Path.GetInvalidPathChars()) < 0;

    /// <summary>Two paths put together.</summary>
    public string Combine(string parent, string child)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(child);
        char separator = Path.DirectorySeparatorChar;
        string left = parent.Replace('\\', separator);
        string right = child.Replace('\\', separator).TrimStart('/', separator);
        if (left.Length == 0) return separator + right;
        return left.EndsWith(separator) ? left + right : left + separator + right;
    }

    /// <summary>The path without its last part.</summary>
    public string ParseParent(string path, string? root)
    {
        string trimmed = path.TrimEnd('/', '\\');
        int slash = trimmed.LastIndexOfAny(['/', '\\']);
        if (slash < 0) return string.Empty;
        return slash == 0 ? trimmed[..1] : trimmed[..slash];
    }

    /// <summary>The last part of a path.</summary>
    public string ParseChildName(string path)
    {
        string trimmed = path.TrimEnd('/', '\\');
        return trimmed[(trimmed.LastIndexOfAny(['/', '\\', ':']) + 1)..];
    }

    /// <summary>A path relative to another.</summary>
    public string NormalizeRelativePath(string path, string basePath) => Path.GetRelativePath(basePath, path);
}
