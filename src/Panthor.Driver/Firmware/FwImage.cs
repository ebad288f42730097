using System;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <summary>A firmware file, taken apart: <c>mali_csffw.bin</c>.</summary>
public sealed class FwImage
{
    private readonly List<FwImageSection> _sections = [];

    internal FwImage()
    {
    }

    /// <summary>Major version of the file format.</summary>
    public int MajorVersion { get; internal set; }

    /// <summary>Minor version of the file format.</summary>
    public int MinorVersion { get; internal set; }

    /// <summary>The version hash of the header; the known files have the version of the interface there.</summary>
    public uint VersionHash { get; internal set; }

    /// <summary>Bytes of header and entries.</summary>
    public uint HeaderSize { get; internal set; }

    /// <summary>Bytes of the file.</summary>
    public int FileSize { get; internal set; }

    /// <summary>What the build information says of the source; null if it says nothing.</summary>
    public string? GitSha { get; internal set; }

    /// <summary>The sections to load, in the order of the file; those for protected mode are left out.</summary>
    public IReadOnlyList<FwImageSection> Sections => _sections;

    /// <summary>Takes a file apart and checks it, as the driver does before it loads it (<c>panthor_fw_load()</c>).</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="log">Where complaints and warnings go.</param>
    /// <returns>The parts; EINVAL, with the offset and the reason, for a file that must not be loaded.</returns>
    public static KernelResult<FwImage> Parse(ReadOnlyMemory<byte> file, DeviceLog log)
    {
        var image = new FwImage { FileSize = file.Length };
        KernelResult result = new FwImageParser(file, image, log).Parse();
        return result.IsOk ? image : (KernelResult<FwImage>)result;
    }

    internal void Add(FwImageSection section) => _sections.Add(section);
}
