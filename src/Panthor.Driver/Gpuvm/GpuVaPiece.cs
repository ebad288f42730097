using System.Diagnostics.CodeAnalysis;

namespace Panthor.Driver.Gpuvm;

/// <summary>What is left of an old mapping before or after a hole; its buffer is that of the old one.</summary>
/// <remarks>C: the prev and next of struct drm_gpuva_op_remap.</remarks>
[SuppressMessage("Design", "CA1051", Justification = "The members of a C structure, passed by reference.")]
public struct GpuVaPiece
{
    /// <summary>First virtual address (va.addr).</summary>
    public ulong Addr;

    /// <summary>Bytes (va.range).</summary>
    public ulong Range;

    /// <summary>Offset in the buffer, in bytes (gem.offset).</summary>
    public ulong Offset;

    /// <summary>The first address after the piece.</summary>
    public readonly ulong End => Addr + Range;
}
