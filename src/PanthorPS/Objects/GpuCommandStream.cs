using System.Collections.Generic;

namespace PanthorPS;

/// <summary>A command stream as it was written into memory. The words are a snapshot.</summary>
/// <param name="Vm">The VM.</param>
/// <param name="Address">GPU virtual address of the first instruction.</param>
/// <param name="Words">The instructions.</param>
public sealed record GpuCommandStream(GpuVm Vm, ulong Address, IReadOnlyList<ulong> Words)
{
    /// <summary>Bytes.</summary>
    public uint Size => checked((uint)Words.Count * sizeof(ulong));

    /// <inheritdoc/>
    public override string ToString() => $"stream at 0x{Address:x}";
}
