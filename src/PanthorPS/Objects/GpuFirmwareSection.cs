using Panthor.Driver.Firmware;

namespace PanthorPS;

/// <summary>A section of the firmware in memory.</summary>
public sealed class GpuFirmwareSection
{
    internal GpuFirmwareSection(FwImageSection section)
    {
        Name = section.Name ?? "";
        Address = section.Start;
        Size = section.Size;
        DataSize = (uint)section.Data.Length;
        Flags = (GpuFirmwareSectionFlags)section.Flags;
        Offset = section.Offset;
    }

    /// <summary>Its name; empty in images that have none.</summary>
    public string Name { get; }

    /// <summary>First address, as the microcontroller sees it.</summary>
    public uint Address { get; }

    /// <summary>The address behind it.</summary>
    public uint End => Address + Size;

    /// <summary>Bytes.</summary>
    public uint Size { get; }

    /// <summary>Bytes that the image has for it.</summary>
    public uint DataSize { get; }

    /// <summary>What the microcontroller may do with it, and how it is loaded.</summary>
    public GpuFirmwareSectionFlags Flags { get; }

    /// <summary>Where its entry lies in the image.</summary>
    public uint Offset { get; }

    /// <inheritdoc/>
    public override string ToString() => GpuFormat.FirmwareSection(this);
}
