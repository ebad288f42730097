using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;

namespace System.Management.Automation;

/// <summary>The providers, drives and locations of a session.</summary>
internal sealed class DriveTable
{
    private readonly List<PSDriveInfo> _drives = [];
    private readonly Dictionary<string, ProviderInfo> _providers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PathInfoStack> _stacks = new(StringComparer.OrdinalIgnoreCase);

    internal DriveTable(ExecutionContext context)
    {
        foreach (string name in (string[])["FileSystem", "Environment", "Variable", "Function", "Alias"])
        {
            _providers[name] = new ProviderInfo(context, name);
        }

        if (OperatingSystem.IsWindows())
        {
            foreach (DriveInfo drive in DriveInfo.GetDrives())
            {
                Add(new PSDriveInfo(drive.Name[..1], _providers["FileSystem"], drive.Name, string.Empty));
            }
        }
        else
        {
            Add(new PSDriveInfo("/", _providers["FileSystem"], "/", string.Empty));
        }

        Add(new PSDriveInfo("Temp", _providers["FileSystem"], Path.GetTempPath(), string.Empty));
        Add(new PSDriveInfo("Env", _providers["Environment"], string.Empty, string.Empty));
        Add(new PSDriveInfo("Variable", _providers["Variable"], string.Empty, string.Empty));
        Add(new PSDriveInfo("Function", _providers["Function"], string.Empty, string.Empty));
        Add(new PSDriveInfo("Alias", _providers["Alias"], string.Empty, string.Empty));
        FileLocation = Environment.CurrentDirectory;
        Location = FileLocationInfo(FileLocation);
    }

    /// <summary>The folder that relative file names begin at.</summary>
    internal string FileLocation { get; private set; }

    internal PathInfo Location { get; private set; }

    internal IReadOnlyList<PSDriveInfo> All => _drives;

    internal IEnumerable<ProviderInfo> Providers => _providers.Values;

    internal string DefaultStackName { get; set; } = string.Empty;

    internal ProviderInfo Provider(string name)
    {
        int slash = name.LastIndexOf('\\');
        string plain = slash >= 0 ? name[(slash + 1)..] : name;
        return _providers.TryGetValue(plain, out ProviderInfo? found)
            ? found
            : throw new SessionStateException(name, SessionStateCategory.CmdletProvider, "ProviderNotFound",
                ErrorCategory.ObjectNotFound, $"Cannot find a provider with the name '{name}'.");
    }

    internal PSDriveInfo? Find(string name) =>
        _drives.Find(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal Collection<PSDriveInfo> ForProvider(string provider) =>
        new([.. _drives.Where(d => d.Provider.Name.Equals(provider, StringComparison.OrdinalIgnoreCase))]);

    internal void Add(PSDriveInfo drive)
    {
        if (Find(drive.Name) is not null)
        {
            throw new SessionStateException(drive.Name, SessionStateCategory.Drive, "DriveAlreadyExists",
                ErrorCategory.ResourceExists, $"A drive with the name '{drive.Name}' already exists.");
        }

        _drives.Add(drive);
    }

    internal void Remove(string name)
    {
        PSDriveInfo drive = Find(name) ?? throw DriveNotFoundException.Missing(name);
        _drives.Remove(drive);
    }

    /// <summary>Splits "drive:rest"; a single letter is a drive only where such a drive exists.</summary>
    internal PSDriveInfo? DriveOf(string path, out string rest)
    {
        rest = path;
        int colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || path.AsSpan(0, colon).IndexOfAny('/', '\\') >= 0) return null;
        if (colon + 1 < path.Length && path[colon + 1] == ':') return null;
        PSDriveInfo? drive = Find(path[..colon]);
        if (drive is null) throw DriveNotFoundException.Missing(path[..colon]);
        rest = path[(colon + 1)..];
        return drive;
    }

    /// <summary>The full path of a PowerShell path and the provider that it belongs to.</summary>
    internal string Resolve(string path, out ProviderInfo provider, out PSDriveInfo? drive)
    {
        int qualifier = path.IndexOf("::", StringComparison.Ordinal);
        if (qualifier > 0)
        {
            provider = Provider(path[..qualifier]);
            drive = null;
            string inner = path[(qualifier + 2)..];
            return provider.Name == "FileSystem" ? Path.GetFullPath(inner, FileLocation) : inner;
        }

        if (path.StartsWith('~') && (path.Length == 1 || path[1] is '/' or '\\'))
        {
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        }

        drive = DriveOf(path, out string rest);
        if (drive is null)
        {
            drive = Location.Drive;
            provider = Location.Provider;
            if (provider.Name != "FileSystem" && !Path.IsPathRooted(path)) return Combine(Location.ProviderPath, path);
            provider = Provider("FileSystem");
            drive = _drives.Find(static d => d.Provider.Name == "FileSystem");
            return Tidy(Path.GetFullPath(OperatingSystem.IsWindows() ? path : path.Replace('\\', '/'), FileLocation));
        }

        provider = drive.Provider;
        if (provider.Name != "FileSystem") return rest.TrimStart('/', '\\');
        string relative = rest.Replace('\\', Path.DirectorySeparatorChar).TrimStart('/', '\\');
        string start = rest.Length > 0 && rest[0] is '/' or '\\' || drive.CurrentLocation.Length == 0
            ? drive.Root
            : Path.Combine(drive.Root, drive.CurrentLocation);
        return Tidy(Path.GetFullPath(Path.Combine(start, relative)));
    }

    internal PathInfo SetLocation(string path)
    {
        string full = Resolve(path, out ProviderInfo provider, out PSDriveInfo? drive);
        if (provider.Name != "FileSystem")
        {
            return Location = new PathInfo(drive, provider, $"{drive?.Name}:{full}", full);
        }

        if (!Directory.Exists(full))
        {
            throw ItemNotFoundException.ForPath(full);
        }

        FileLocation = full;
        return Location = drive is { Name: "Temp" }
            ? new PathInfo(drive, provider, Shown(drive, full), full)
            : FileLocationInfo(full);
    }

    internal PathInfoStack Stack(string? name)
    {
        string key = string.IsNullOrEmpty(name) ? DefaultStackName : name;
        if (!_stacks.TryGetValue(key, out PathInfoStack? stack)) _stacks[key] = stack = new PathInfoStack(key);
        return stack;
    }

    internal PathInfo FileLocationInfo(string full)
    {
        ProviderInfo provider = Provider("FileSystem");
        PSDriveInfo? drive = _drives.Find(d => d.Provider == provider && d.Name != "Temp"
            && full.StartsWith(d.Root, StringComparison.OrdinalIgnoreCase));
        return new PathInfo(drive, provider, full, full);
    }

    private static string Shown(PSDriveInfo drive, string full) =>
        $"{drive.Name}:{Path.DirectorySeparatorChar}{Path.GetRelativePath(drive.Root, full).TrimStart('.')}";

    private static string Combine(string parent, string child) => parent.Length == 0 ? child : $"{parent}/{child}";

    private static string Tidy(string path) => path;
}
