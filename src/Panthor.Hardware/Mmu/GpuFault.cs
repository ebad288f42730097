using System.Globalization;

namespace Panthor.Hardware;

/// <summary>A terminated GPU access.</summary>
/// <param name="AddressSpace">Number of the address space.</param>
/// <param name="Exception">Why.</param>
/// <param name="Kind">What the access wanted to do.</param>
/// <param name="Address">GPU virtual address of the access.</param>
/// <param name="SourceId">Which bus master.</param>
public readonly record struct GpuFault(
    int AddressSpace, GpuException Exception, AccessKind Kind, ulong Address, ushort SourceId)
{
    /// <summary>The value that AS_FAULTSTATUS takes.</summary>
    public uint Status => (uint)Exception | ((uint)Kind << 8) | ((uint)SourceId << 16);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Exception} ({Kind}) at 0x{Address:x} in AS{AddressSpace}");
}
