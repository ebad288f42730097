namespace PanthorPS;

/// <summary>A 4 KiB page of a buffer (a snapshot).</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Offset">Where it begins in the buffer, in bytes.</param>
/// <param name="PhysicalAddress">Where it is in memory; 0 if it is not there.</param>
/// <param name="Order">0 for a page of 4 KiB, 9 if it is part of one of 2 MiB.</param>
/// <param name="State">Where its contents are.</param>
/// <param name="IsCpuMapped">True if a client's CPU mapping shows it.</param>
/// <param name="IsGpuMapped">True if a VM's page table shows it.</param>
public sealed record BackingPage(
    int Index,
    ulong Offset,
    ulong PhysicalAddress,
    int Order,
    BackingPageState State,
    bool IsCpuMapped,
    bool IsGpuMapped)
{
    /// <inheritdoc/>
    public override string ToString() => $"page {Index} ({State})";
}
