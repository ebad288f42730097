using Panthor.Driver.Gem;

namespace Panthor.Driver.Gpuvm;

/// <summary>A range of GPU virtual addresses that shows a part of a buffer object.</summary>
/// <remarks>C: struct drm_gpuva. The tree holds the range too; only <see cref="GpuVm"/> changes it.</remarks>
public class GpuVa
{
    internal GpuVa? BoPrevious;
    internal GpuVa? BoNext;

    /// <summary>First virtual address (va.addr).</summary>
    public ulong Addr { get; internal set; }

    /// <summary>Bytes (va.range).</summary>
    public ulong Range { get; internal set; }

    /// <summary>Where the range begins in the buffer, in bytes (gem.offset).</summary>
    public ulong Offset { get; internal set; }

    /// <summary>The buffer, null when the range shows none (gem.obj).</summary>
    public DrmGemObject? Obj { get; internal set; }

    /// <summary>The bond between VM and buffer that lists this mapping; null while it is not linked.</summary>
    public GpuVmBo? VmBo { get; internal set; }

    /// <summary>The first address after the range.</summary>
    public ulong End => Addr + Range;

    /// <summary>C: drm_gpuva_init_from_op.</summary>
    internal void InitFromOp(in GpuVaOpMap op)
    {
        Addr = op.Addr;
        Range = op.Range;
        Obj = op.Obj;
        Offset = op.Offset;
    }

    /// <summary>Makes this the rest of an old mapping.</summary>
    internal void InitFromPiece(GpuVa old, in GpuVaPiece piece)
    {
        Addr = piece.Addr;
        Range = piece.Range;
        Obj = old.Obj;
        Offset = piece.Offset;
    }

    /// <inheritdoc/>
    public override string ToString() => $"0x{Addr:x}-0x{End:x} @0x{Offset:x}";
}
