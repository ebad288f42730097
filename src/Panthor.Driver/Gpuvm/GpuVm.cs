using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace Panthor.Driver.Gpuvm;

/// <summary>
/// The virtual address space of a GPU: which ranges show which parts of which buffers, and the steps that turn one
/// such state into the next. Page tables and locks are the driver's.
/// </summary>
/// <remarks>C: struct drm_gpuvm and drm_gpuvm.c, immediate mode, protected by the VM's reservation lock.</remarks>
public abstract partial class GpuVm
{
    private readonly GpuVaTree _tree;
    private readonly EmptyGpuVas _empty = new();
    private readonly GpuVmCaches _caches;
    private readonly GpuVa? _kernelAllocNode;
    private readonly ulong _mmEnd;
    private int _references = 1;
    private long _maps;
    private long _remaps;
    private long _prevs;
    private long _nexts;
    private long _unmaps;

    /// <summary>Makes an empty address space.</summary>
    /// <param name="caches">Free objects of the device.</param>
    /// <param name="name">Name for reports.</param>
    /// <param name="start">First address.</param>
    /// <param name="range">Bytes.</param>
    /// <param name="reserveStart">First address of a part that no operation may touch.</param>
    /// <param name="reserveRange">Its bytes, 0 for none.</param>
    /// <remarks>C: drm_gpuvm_init.</remarks>
    protected GpuVm(
        GpuVmCaches caches, string name, ulong start, ulong range, ulong reserveStart = 0, ulong reserveRange = 0)
    {
        _caches = caches;
        _tree = new GpuVaTree(caches.Nodes);
        Name = name;
        MmStart = start;
        MmRange = range;
        _mmEnd = start + range;
        if (reserveRange == 0)
            return;
        _kernelAllocNode = new GpuVa { Addr = reserveStart, Range = reserveRange };
        _tree.Insert(_kernelAllocNode);
    }

    /// <summary>Name for reports.</summary>
    public string Name { get; }

    /// <summary>First address of the space (mm_start).</summary>
    public ulong MmStart { get; }

    /// <summary>Bytes of the space (mm_range).</summary>
    public ulong MmRange { get; }

    /// <summary>Number of mappings.</summary>
    public int MappingCount => _tree.Count - (_kernelAllocNode is null ? 0 : 1);

    /// <summary>References to the VM; every mapping and every bond holds one (kref).</summary>
    public int References => _references;

    /// <summary>The steps that operations took so far.</summary>
    public GpuVmStepCounts StepCounts => new(_maps, _remaps, _prevs, _nexts, _unmaps);

    /// <summary>All mappings in the order of their addresses.</summary>
    public GpuVaEnumerable Mappings => new(_tree.First);

    /// <summary>Whether operations may touch a range.</summary>
    /// <remarks>C: drm_gpuvm_range_valid.</remarks>
    public bool RangeValid(ulong addr, ulong range)
    {
        ulong end = addr + range;
        return end >= addr && addr >= MmStart && end <= _mmEnd
            && (_kernelAllocNode is not { } node || addr >= node.End || node.Addr >= end);
    }

    /// <summary>The first mapping that meets a range.</summary>
    /// <remarks>C: drm_gpuva_find_first.</remarks>
    public GpuVa? FindFirst(ulong addr, ulong range) => _tree.FindFirst(addr, addr + range);

    /// <summary>The mapping of exactly this range.</summary>
    /// <remarks>C: drm_gpuva_find.</remarks>
    public GpuVa? Find(ulong addr, ulong range) =>
        FindFirst(addr, range) is { } va && va.Addr == addr && va.Range == range ? va : null;

    /// <summary>The mapping that ends where another one starts.</summary>
    /// <remarks>C: drm_gpuva_find_prev.</remarks>
    public GpuVa? FindPrev(ulong start) => RangeValid(start - 1, 1) ? FindFirst(start - 1, 1) : null;

    /// <summary>The mapping that starts where another one ends.</summary>
    /// <remarks>C: drm_gpuva_find_next.</remarks>
    public GpuVa? FindNext(ulong end) => RangeValid(end, 1) ? FindFirst(end, 1) : null;

    /// <summary>Whether nothing is mapped in a range.</summary>
    /// <remarks>C: drm_gpuvm_interval_empty.</remarks>
    public bool IntervalEmpty(ulong addr, ulong range) => FindFirst(addr, range) is null;

    /// <summary>Begins the steps that make a mapping and clear the way for it.</summary>
    /// <returns>EINVAL for a range outside the space.</returns>
    public Errno BeginMap(ref GpuVmSteps steps, ulong addr, ulong range, DrmGemObject? obj, ulong offset)
    {
        steps.Begin(this, addr, range, obj, offset, true);
        return RangeValid(addr, range) ? Errno.None : Errno.EINVAL;
    }

    /// <summary>Begins the steps that unmap a range.</summary>
    /// <returns>EINVAL for a range outside the space.</returns>
    public Errno BeginUnmap(ref GpuVmSteps steps, ulong addr, ulong range)
    {
        steps.Begin(this, addr, range, null, 0, false);
        return RangeValid(addr, range) ? Errno.None : Errno.EINVAL;
    }

    /// <summary>Makes a mapping by the driver's steps.</summary>
    /// <remarks>C: drm_gpuvm_sm_map.</remarks>
    public Errno SmMap<TOps>(ref TOps ops, in GpuVaOpMap request)
        where TOps : IGpuVmOps
    {
        GpuVmSteps steps = default;
        Errno ret = BeginMap(ref steps, request.Addr, request.Range, request.Obj, request.Offset);
        return ret != Errno.None ? ret : Run(ref ops, ref steps);
    }

    /// <summary>Unmaps a range by the driver's steps.</summary>
    /// <remarks>C: drm_gpuvm_sm_unmap.</remarks>
    public Errno SmUnmap<TOps>(ref TOps ops, ulong addr, ulong range)
        where TOps : IGpuVmOps
    {
        GpuVmSteps steps = default;
        Errno ret = BeginUnmap(ref steps, addr, range);
        return ret != Errno.None ? ret : Run(ref ops, ref steps);
    }

    /// <summary>The first mapping that an operation on [from, end) meets from <paramref name="cursor"/> on.</summary>
    internal GpuVa? FindOverlap(ulong from, ulong cursor, ulong end)
    {
        GpuVa? va = _tree.FindFirst(cursor, end);
        return _empty.IsEmpty ? va : _empty.FindFirst(from, end, before: va?.Addr ?? end) ?? va;
    }

    internal void CountStep(in GpuVaOp op)
    {
        switch (op.Kind)
        {
            case GpuVaOpKind.Map:
                _maps++;
                break;
            case GpuVaOpKind.Remap:
                _remaps++;
                _prevs += op.HasPrev ? 1 : 0;
                _nexts += op.HasNext ? 1 : 0;
                break;
            default:
                _unmaps++;
                break;
        }
    }

    /// <summary>C: WARN of the DRM core about this VM.</summary>
    protected abstract void Warn(string what);

    private static Errno Run<TOps>(ref TOps ops, ref GpuVmSteps steps)
        where TOps : IGpuVmOps
    {
        while (steps.MoveNext())
        {
            Errno ret = steps.Current.Kind switch
            {
                GpuVaOpKind.Map => ops.StepMap(ref steps.Current),
                GpuVaOpKind.Remap => ops.StepRemap(ref steps.Current),
                _ => ops.StepUnmap(ref steps.Current),
            };
            if (ret != Errno.None)
                return ret;
        }

        return Errno.None;
    }
}
