namespace PanthorPS;

/// <summary>A range of GPU virtual addresses.</summary>
/// <param name="Address">First address.</param>
/// <param name="Size">Bytes.</param>
public sealed record GpuRegion(ulong Address, ulong Size)
{
    /// <inheritdoc/>
    public override string ToString() => $"0x{Address:x}-0x{unchecked(Address + Size - 1):x}";
}
