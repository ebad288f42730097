namespace PanthorPS;

/// <summary>A range of GPU addresses that shows a part of a buffer (a snapshot).</summary>
/// <param name="Address">First GPU virtual address.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Buffer">The buffer that is shown.</param>
/// <param name="Offset">Where in the buffer the range begins, in bytes.</param>
/// <param name="Flags">What the GPU may not do with it.</param>
/// <param name="IsSparse">True if the range shows the client's dummy object, over and over.</param>
/// <param name="IsEvicted">True if the pages were taken away and the page table has no entries for them.</param>
/// <param name="IsKernel">True if the mapping is the kernel's own.</param>
/// <param name="Vm">The VM.</param>
public sealed record GpuMapping(
    ulong Address,
    ulong Size,
    GpuBuffer? Buffer,
    ulong Offset,
    GpuMapFlags Flags,
    bool IsSparse,
    bool IsEvicted,
    bool IsKernel,
    GpuVm Vm)
{
    /// <summary>The first address after the range.</summary>
    public ulong End => Address + Size;

    /// <inheritdoc/>
    public override string ToString() => $"0x{Address:x}-0x{End - 1:x}";
}
