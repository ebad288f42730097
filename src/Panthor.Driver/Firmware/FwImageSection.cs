using System;

namespace Panthor.Driver.Firmware;

/// <summary>A section as the firmware's file describes it.</summary>
/// <param name="Offset">Where its entry begins in the file.</param>
/// <param name="Name">Its name; null if the file has none.</param>
/// <param name="Flags"><c>CSF_FW_BINARY_IFACE_ENTRY_*</c>.</param>
/// <param name="Start">Its first address for the microcontroller.</param>
/// <param name="End">The address behind it.</param>
/// <param name="Data">What it begins with; the rest is zero or of no interest.</param>
public sealed record FwImageSection(
    uint Offset, string? Name, uint Flags, uint Start, uint End, ReadOnlyMemory<byte> Data)
{
    /// <summary>Its size in bytes.</summary>
    public uint Size => End - Start;

    /// <summary>True if all the given flags are set.</summary>
    public bool Has(uint flags) => (Flags & flags) == flags;
}
