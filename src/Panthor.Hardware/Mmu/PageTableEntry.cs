using System.Globalization;

namespace Panthor.Hardware;

/// <summary>A valid entry of a page table (a snapshot).</summary>
/// <param name="Address">First virtual address that it covers.</param>
/// <param name="Size">Bytes that it covers.</param>
/// <param name="Level">0 (root) to 3.</param>
/// <param name="DescriptorAddress">Physical address of the entry.</param>
/// <param name="Descriptor">The entry.</param>
public readonly record struct PageTableEntry(
    ulong Address, ulong Size, int Level, ulong DescriptorAddress, PageDescriptor Descriptor)
{
    /// <summary>True if it points to a further table, false if it maps memory.</summary>
    public bool IsTable => Descriptor.IsTable(Level);

    /// <summary>Physical address of the memory or of the table.</summary>
    public ulong PhysicalAddress => Descriptor.Address;

    /// <summary>The raw entry.</summary>
    public ulong Raw => Descriptor.Raw;

    /// <summary>What the entry allows; <c>table</c> for a table.</summary>
    public string Flags => IsTable ? "table" : Descriptor.DescribeLeaf();

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"0x{Address:x} L{Level} 0x{PhysicalAddress:x} {Flags}");
}
