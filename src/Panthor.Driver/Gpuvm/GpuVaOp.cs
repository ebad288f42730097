using System.Diagnostics.CodeAnalysis;

namespace Panthor.Driver.Gpuvm;

/// <summary>One step of a map or unmap operation; which fields count depends on <see cref="Kind"/>.</summary>
/// <remarks>C: struct drm_gpuva_op with its union of map, remap and unmap.</remarks>
[SuppressMessage("Design", "CA1051", Justification = "The members of a C union, passed by reference.")]
public struct GpuVaOp
{
    /// <summary>What to do.</summary>
    public GpuVaOpKind Kind;

    /// <summary>Remap: something is left before the hole (remap.prev is not NULL).</summary>
    public bool HasPrev;

    /// <summary>Remap: something is left after the hole (remap.next is not NULL).</summary>
    public bool HasNext;

    /// <summary>
    /// Remap, unmap: the new mapping shows the same bytes of the same buffer, so that the page table may stay
    /// (unmap.keep).
    /// </summary>
    public bool Keep;

    /// <summary>Remap, unmap: the old mapping (unmap.va).</summary>
    public GpuVa? Va;

    /// <summary>Map: the new mapping.</summary>
    public GpuVaOpMap Map;

    /// <summary>Remap: what is left before the hole.</summary>
    public GpuVaPiece Prev;

    /// <summary>Remap: what is left after the hole.</summary>
    public GpuVaPiece Next;

    /// <summary>Remap: the range that is no longer mapped.</summary>
    /// <remarks>C: drm_gpuva_op_remap_to_unmap_range.</remarks>
    public readonly void GetUnmapRange(out ulong start, out ulong range)
    {
        start = HasPrev ? Prev.End : Va!.Addr;
        range = (HasNext ? Next.Addr : Va!.End) - start;
    }
}
