namespace Panthor.Driver.Gem;

/// <summary>A run of physically contiguous memory, as the device sees it (one DMA entry of a scatter table).</summary>
/// <param name="Address">DMA address of the first byte.</param>
/// <param name="Length">Length in bytes.</param>
public readonly record struct ScatterSegment(ulong Address, ulong Length);
