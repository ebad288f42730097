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

    private readonly GpuVm _vm;
    private readonly DrmGemObject? _obj;
    private readonly ulong _offset;
    private readonly ulong _addr;
    private readonly ulong _end;
    private readonly bool _isMap;
    private ulong _cursor;
    private bool _mapIsDue;
    private bool _isPast;

    internal GpuVmSteps(GpuVm vm, in GpuVaOpMap request, bool isMap)
    {
        _vm = vm;
        _obj = request.Obj;
        _offset = request.Offset;
        _addr = request.Addr;
        _end = request.End;
        _cursor = request.Addr;
        _isMap = isMap;
        _mapIsDue = isMap;
    }

    /// <summary>Computes the next step into <see cref="Current"/>.</summary>
    /// <returns>False when the operation is complete.</returns>
    public bool MoveNext()
    {
        if (!_isPast && _vm.FindOverlap(_cursor, _end) is { } va)
        {
            _cursor = va.End;
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
        SetPiece(ref Current.Map, _addr, _end, _obj, _offset);
        _vm.CountStep(Current);
        return true;
    }

    private void SetOldMapping(GpuVa va)
    {
        ulong addr = va.Addr;
        ulong end = va.End;
        DrmGemObject? obj = va.Obj;
        Current.Va = va;
        Current.HasPrev = addr < _addr;
        Current.HasNext = end > _end;
        Current.Keep = _isMap && obj is not null && obj == _obj && va.Offset - addr == _offset - _addr;
        if (Current.HasPrev)
            SetPiece(ref Current.Prev, addr, _addr, obj, va.Offset);
        if (Current.HasNext)
            SetPiece(ref Current.Next, _end, end, obj, va.Offset + (_end - addr));
        Current.Kind = Current.HasPrev || Current.HasNext ? GpuVaOpKind.Remap : GpuVaOpKind.Unmap;
    }

    private static void SetPiece(ref GpuVaOpMap piece, ulong addr, ulong end, DrmGemObject? obj, ulong offset)
    {
        piece.Addr = addr;
        piece.Range = end - addr;
        piece.Obj = obj;
        piece.Offset = offset;
    }
}
