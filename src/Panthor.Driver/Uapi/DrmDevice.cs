using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;

namespace Panthor.Driver.Uapi;

/// <summary>What the DRM core keeps of a device (<c>struct drm_device</c>): its files, its master, names of buffers.</summary>
public sealed class DrmDevice
{
    /// <summary>Name of the driver (<c>drm_driver.name</c>).</summary>
    public const string DriverName = "panthor";

    /// <summary>What the driver is (<c>drm_driver.desc</c>).</summary>
    public const string DriverDescription = "Panthor DRM driver";

    /// <summary>Major version of the driver's uAPI.</summary>
    public const int DriverMajor = 1;

    /// <summary>Minor version of the driver's uAPI, as in Linux 7.2.</summary>
    public const int DriverMinor = 8;

    private readonly List<DrmFile> _files = [];
    private ulong _lastClientId;

    internal DrmDevice(PanthorDevice device)
    {
        Unique = device.Platform.Name;
        Patches = new DrmPatches(device);
    }

    /// <summary>The open files, the oldest first (<c>filelist</c>).</summary>
    public IReadOnlyList<DrmFile> Files => _files;

    /// <summary>Name of the device on its bus.</summary>
    internal string Unique { get; }

    /// <summary>Which patches of their history the requests have.</summary>
    internal DrmPatches Patches { get; }

    /// <summary>The master of the primary node, or null.</summary>
    internal DrmMaster? Master { get; set; }

    /// <summary>The buffers with a name for all clients (<c>object_name_idr</c>).</summary>
    public HandleTable<PanthorGemObject> Names { get; } = new();

    /// <summary>Counts a new file; its number is never used again.</summary>
    internal ulong Add(DrmFile file)
    {
        _files.Add(file);
        return ++_lastClientId;
    }

    internal void Remove(DrmFile file) => _files.Remove(file);
}
