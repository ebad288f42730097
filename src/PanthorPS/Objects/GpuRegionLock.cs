namespace PanthorPS;

/// <summary>A region of a VM that is locked against the GPU (a snapshot).</summary>
/// <param name="Vm">The VM.</param>
/// <param name="Address">First address that is locked: the hardware locks naturally aligned powers of two.</param>
/// <param name="Size">Bytes that are locked, at least 32 KiB.</param>
/// <param name="RequestedAddress">First address that was asked for.</param>
/// <param name="RequestedSize">Bytes that were asked for.</param>
public sealed record GpuRegionLock(
    GpuVm Vm, ulong Address, ulong Size, ulong RequestedAddress, ulong RequestedSize)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Vm}: {new GpuRegion(Address, Size)}";
}
