using System;
using System.Globalization;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>The part of the machine's disk on which firmware lies: one file, the GPU's.</summary>
internal sealed class FirmwareDisk(BoardOptions options)
{
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

        _image ??= BuiltIn();
        return _image.Value;
    }

    /// <summary>The built-in image; that of an arena's last machine if it would be the same.</summary>
    private byte[] BuiltIn()
    {
        (uint Version, int GroupSlots, int Streams) key = (
            FirmwareVersion.Of(options), options.CsgSlots ?? options.Model.CsgSlots, options.Model.CsSlotsPerGroup);
        if (options.Arena?.FirmwareImage is { } last && last.Key == key)
            return last.Bytes;

        byte[] bytes = BuiltInFirmware.Build(key.Version, key.GroupSlots, key.Streams);
        if (options.Arena is { } arena)
            arena.FirmwareImage = (key, bytes);

        return bytes;
    }
}
