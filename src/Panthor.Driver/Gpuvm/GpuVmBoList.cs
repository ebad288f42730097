using System.Diagnostics.CodeAnalysis;

namespace Panthor.Driver.Gpuvm;

/// <summary>The bonds of one buffer (drm_gem_object.gpuva.list), the external ones of a VM (extobj.list), or those that
/// lost their pages (evict.list).</summary>
/// <remarks>A part of its owner, to be used by reference only: a copy does not follow the list.</remarks>
[SuppressMessage("Performance", "CA1815", Justification = "A part of its owner; nobody compares lists.")]
public struct GpuVmBoList
{
    private readonly Kind _kind;
    private GpuVmBo? _last;

    private GpuVmBoList(Kind kind) => _kind = kind;

    /// <summary>The bond that was added first.</summary>
    public GpuVmBo? First { get; private set; }

    /// <summary>Nothing is listed.</summary>
    public readonly bool IsEmpty => First is null;

    /// <summary>The bond listed after another one.</summary>
    public readonly GpuVmBo? Next(GpuVmBo bo) => Link(bo).Next;

    /// <summary>A list for a VM: its buffers that have a reservation lock of their own.</summary>
    internal static GpuVmBoList ForExtobj() => new(Kind.Extobj);

    /// <summary>A list for a VM: its buffers that lost their pages.</summary>
    internal static GpuVmBoList ForEvicted() => new(Kind.Evicted);

    /// <summary>Adds a bond at the end, unless it is listed.</summary>
    internal void AddTail(GpuVmBo bo)
    {
        ref GpuVmBoLink link = ref Link(bo);
        if (link.IsLinked)
            return;
        link = new GpuVmBoLink { Previous = _last, IsLinked = true };
        if (_last is { } last)
            Link(last).Next = bo;
        else
            First = bo;
        _last = bo;
    }

    /// <summary>Takes a bond out, if it is listed.</summary>
    internal void Remove(GpuVmBo bo)
    {
        ref GpuVmBoLink link = ref Link(bo);
        if (!link.IsLinked)
            return;
        if (link.Previous is { } previous)
            Link(previous).Next = link.Next;
        else
            First = link.Next;
        if (link.Next is { } next)
            Link(next).Previous = link.Previous;
        else
            _last = link.Previous;
        link = default;
    }

    private readonly ref GpuVmBoLink Link(GpuVmBo bo)
    {
        if (_kind == Kind.Gem)
            return ref bo.GemEntry;
        return ref _kind == Kind.Extobj ? ref bo.ExtobjEntry : ref bo.EvictEntry;
    }

    private enum Kind : byte
    {
        Gem,
        Extobj,
        Evicted,
    }
}
