namespace PanthorPS;

/// <summary>Where a GPU address leads (a snapshot).</summary>
/// <param name="Address">GPU virtual address.</param>
/// <param name="PhysicalAddress">Physical address behind it.</param>
/// <param name="PageSize">Bytes that the last entry maps.</param>
/// <param name="Level">Level of the last entry.</param>
/// <param name="Raw">The last entry as it is in memory.</param>
/// <param name="Buffer">The buffer; null if no mapping shows one there.</param>
/// <param name="BufferOffset">Where in the buffer, in bytes.</param>
/// <param name="Vm">The VM.</param>
public sealed record GpuTranslation(
    ulong Address,
    ulong PhysicalAddress,
    ulong PageSize,
    int Level,
    ulong Raw,
    GpuBuffer? Buffer,
    ulong BufferOffset,
    GpuVm Vm)
{
    /// <inheritdoc/>
    public override string ToString() => $"0x{Address:x} -> 0x{PhysicalAddress:x}";
}
