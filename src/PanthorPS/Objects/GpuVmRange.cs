namespace PanthorPS;

/// <summary>A range of a VM's address space: a mapping, or a hole between mappings (a snapshot).</summary>
/// <param name="Address">First GPU virtual address.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Flags">What the GPU may not do with it.</param>
/// <param name="Buffer">The buffer that it shows; null for a hole.</param>
/// <param name="Offset">Where in the buffer it begins, in bytes.</param>
/// <param name="IsKernel">True in the part of the address space that the kernel keeps for itself.</param>
/// <param name="IsEvicted">True if the pages were taken away and the page table has no entries for them.</param>
/// <param name="HugePages">Entries of the page table that map 2 MiB.</param>
/// <param name="SmallPages">Entries of the page table that map 4 KiB.</param>
/// <param name="Picture">
/// What the page table has from its first address to its last: <c>█</c> blocks of 2 MiB, <c>▒</c> pages of 4 KiB,
/// <c>·</c> nothing. Longer for larger ranges; one cell for a page in the smallest. Empty for a hole.
/// </param>
/// <param name="Vm">The VM.</param>
public sealed record GpuVmRange(
    ulong Address,
    ulong Size,
    GpuVmRangeKind Kind,
    GpuMapFlags Flags,
    GpuBuffer? Buffer,
    ulong Offset,
    bool IsKernel,
    bool IsEvicted,
    long HugePages,
    long SmallPages,
    string Picture,
    GpuVm Vm)
{
    /// <summary>The first address after the range.</summary>
    public ulong End => Address + Size;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} 0x{Address:x}-0x{End - 1:x}";
}
