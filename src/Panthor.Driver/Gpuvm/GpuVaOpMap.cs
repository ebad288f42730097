using System.Diagnostics.CodeAnalysis;
using Panthor.Driver.Gem;

namespace Panthor.Driver.Gpuvm;

/// <summary>A mapping to make.</summary>
/// <remarks>C: struct drm_gpuva_op_map.</remarks>
[SuppressMessage("Design", "CA1051", Justification = "The members of a C structure, passed by reference.")]
public struct GpuVaOpMap
{
    /// <summary>First virtual address (va.addr).</summary>
    public ulong Addr;

    /// <summary>Bytes (va.range).</summary>
    public ulong Range;

    /// <summary>The buffer (gem.obj).</summary>
    public DrmGemObject? Obj;

    /// <summary>Offset in the buffer, in bytes (gem.offset).</summary>
    public ulong Offset;

    /// <summary>The first address after the mapping.</summary>
    public readonly ulong End => Addr + Range;
}
