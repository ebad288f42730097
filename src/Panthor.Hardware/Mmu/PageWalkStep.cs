using System.Globalization;

namespace Panthor.Hardware;

/// <summary>One step of a page-table walk: the entry looked at on a level.</summary>
/// <param name="Level">0 (root) to 3.</param>
/// <param name="TableAddress">Physical address of the table.</param>
/// <param name="Index">Index of the entry in the table, 0–511.</param>
/// <param name="DescriptorAddress">Physical address of the entry.</param>
/// <param name="Descriptor">The entry as it was read.</param>
public readonly record struct PageWalkStep(
    int Level, ulong TableAddress, int Index, ulong DescriptorAddress, PageDescriptor Descriptor)
{
    /// <summary>Raw value of the entry.</summary>
    public ulong Raw => Descriptor.Raw;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"L{Level} [{Index}] at 0x{DescriptorAddress:x}: {Descriptor}");
}
