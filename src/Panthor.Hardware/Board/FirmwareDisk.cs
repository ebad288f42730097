using System;
using System.Globalization;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The part of the machine's disk on which firmware lies: one file, the GPU's.</summary>
internal sealed class FirmwareDisk(BoardOptions options)
{
    // The last image that was built, never changed once it is here: most machines of a process want the same.
    private static BuiltImage? s_lastBuilt;

    private ReadOnlyMemory<byte>? _image = options.Firmware;

    /// <summary>The path of the GPU's firmware, as linux-firmware has it.</summary>
    public string Path { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"arm/mali/arch{options.Model.Architecture.Major}.{options.Model.Architecture.Minor}/mali_csffw.bin");

    /// <summary>Reads a file.</summary>
    public KernelResult<ReadOnlyMemory<byte>> Read(string name)
    {
        if (!string.Equals(name, Path, StringComparison.Ordinal))
            return KernelResult.Fail(Errno.ENOENT, $"no firmware file '{name}': the disk has only '{Path}'");

        _image ??= BuiltIn(
            FirmwareVersion.Of(options),
            options.CsgSlots ?? options.Model.CsgSlots,
            options.Model.CsSlotsPerGroup);
        return _image.Value;
    }

    private static byte[] BuiltIn(uint version, int groupSlots, int streams)
    {
        if (s_lastBuilt is { } last && (last.Version, last.GroupSlots, last.Streams) == (version, groupSlots, streams))
            return last.Bytes;

        byte[] bytes = BuiltInFirmware.Build(version, groupSlots, streams);
        s_lastBuilt = new BuiltImage(version, groupSlots, streams, bytes);
        return bytes;
    }

    private sealed record BuiltImage(uint Version, int GroupSlots, int Streams, byte[] Bytes);
}
