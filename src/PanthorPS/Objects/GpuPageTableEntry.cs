namespace PanthorPS;

/// <summary>An entry of a VM's page table (a snapshot).</summary>
/// <param name="Address">First GPU virtual address that it covers.</param>
/// <param name="Size">Bytes that it covers.</param>
/// <param name="Level">Level of the table, 0 (root) to 3.</param>
/// <param name="PhysicalAddress">Physical address of the page, the block or the next table.</param>
/// <param name="Raw">The descriptor as it is in memory.</param>
/// <param name="Flags">What it says: <c>Table</c>, or rights and memory type of a page or block.</param>
/// <param name="Vm">The VM.</param>
public sealed record GpuPageTableEntry(
    ulong Address, ulong Size, int Level, ulong PhysicalAddress, ulong Raw, GpuPageFlags Flags, GpuVm Vm)
{
    /// <inheritdoc/>
    public override string ToString() => $"0x{Address:x} L{Level} 0x{Raw:x16}";
}
