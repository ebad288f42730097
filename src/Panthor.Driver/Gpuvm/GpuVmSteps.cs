using System.Diagnostics.CodeAnalysis;
using Panthor.Driver.Gem;

namespace Panthor.Driver.Gpuvm;

/// <summary>
/// The steps of one map or unmap operation, one after the other: each is computed when the one before has been
/// carried out. So a driver may sleep between two steps, as long as nobody else changes the VM.
/// </summary>
/// <remarks>C: __drm_gpuvm_sm_map and __drm_gpuvm_sm_unmap.</remarks>
[SuppressMessage("Design", "CA1051", Justification = "The step is passed on by reference.")]
public struct GpuVmSteps
{
    /// <summary>The step to carry out.</summary>
    public GpuVaOp Current;

    private GpuVm _vm;
    private ulong _end;
    private ulong _cursor;
    private bool _isMap;
    private bool _mapIsDue;
    private bool _isPast;

    /// <summary>Computes the next step into <see cref="Current"/>.</summary>
    /// <returns>False when the operation is complete.</returns>
    public bool MoveNext()
    {
        if (!_isPast && _vm.FindOverlap(Current.Map.Addr, _cursor, _end) is { } va)
        {
            _cursor = ulong.Max(_cursor, va.End);
            _isPast = _cursor >= _end;
            SetOldMapping(va);
            _vm.CountStep(Current);
            return true;
        }

        _isPast = true;
        if (!_mapIsDue)
            return false;
        _mapIsDue = false;
        Current.Kind = GpuVaOpKind.Map;
        _vm.CountStep(Current);
        return true;
    }

    /// <summary>Begins an operation; a map request stays in the <see cref="GpuVaOp.Map"/> of the step.</summary>
    internal void Begin(GpuVm vm, ulong addr, ulong range, DrmGemObject? obj, ulong offset, bool isMap)
    {
        _vm = vm;
        Current.Map.Addr = addr;
        Current.Map.Range = range;
        Current.Map.Obj = obj;
        Current.Map.Offset = offset;
        _end = addr + range;
        _cursor = addr;
        _isMap = isMap;
        _mapIsDue = isMap;
        _isPast = false;
    }

    private void SetOldMapping(GpuVa va)
    {
        ulong from = Current.Map.Addr;
        ulong addr = va.Addr;
        ulong end = va.End;
        ulong offset = va.Offset;
        bool hasPrev = addr < from;
        bool hasNext = end > _end;
        Current.Va = va;
        Current.HasPrev = hasPrev;
        Current.HasNext = hasNext;
        Current.Keep = _isMap && va.Obj is { } obj && obj == Current.Map.Obj
            && offset - addr == Current.Map.Offset - from;
        if (hasPrev)
            SetPiece(ref Current.Prev, addr, from, offset);
        if (hasNext)
            SetPiece(ref Current.Next, _end, end, offset + (_end - addr));
        Current.Kind = hasPrev || hasNext ? GpuVaOpKind.Remap : GpuVaOpKind.Unmap;
    }

    private static void SetPiece(ref GpuVaPiece piece, ulong addr, ulong end, ulong offset)
    {
        piece.Addr = addr;
        piece.Range = end - addr;
        piece.Offset = offset;
    }
}
