using Panthor.Driver.Gem;
using Panthor.Kernel;

namespace Panthor.Driver.Gpuvm;

/// <summary>The bond between a VM and a buffer: lists the mappings of the one in the other.</summary>
/// <remarks>
/// C: struct drm_gpuvm_bo. Every linked mapping holds a reference; the lists of the VM and of the buffer do not.
/// Bonds are pooled: an object may stand for another bond after its last reference is gone.
/// </remarks>
public sealed class GpuVmBo
{
    internal GpuVmBoLink GemEntry;
    internal GpuVmBoLink ExtobjEntry;
    internal GpuVmBoLink EvictEntry;
    internal GpuVmBo? NextDeferred;
    internal int References;
    private GpuVa? _first;
    private GpuVa? _last;

    /// <summary>The VM.</summary>
    public GpuVm Vm { get; internal set; } = null!;

    /// <summary>The buffer.</summary>
    public DrmGemObject Obj { get; internal set; } = null!;

    /// <summary>The buffer's gpuva.lock, which protects the lists here.</summary>
    public Mutex Lock { get; internal set; } = null!;

    /// <summary>Nobody holds it any more; it waits for its clean-up (drm_gpuvm_bo_is_zombie).</summary>
    public bool IsZombie => References == 0;

    /// <summary>The buffer's next bond, with another VM; null behind the last.</summary>
    public GpuVmBo? NextOfObject => GemEntry.Next;

    /// <summary>The pages of the buffer were taken away from the VM (evicted).</summary>
    public bool IsEvicted { get; internal set; }

    /// <summary>The first mapping of the buffer in the VM, in the order in which they were linked.</summary>
    public GpuVa? FirstVa => _first;

    /// <summary>The mapping linked after another one.</summary>
    public static GpuVa? NextVa(GpuVa va) => va.BoNext;

    /// <summary>Starts to fetch the lock, which lies with the buffer and far from what an operation touches.</summary>
    internal void PrefetchLock() => Prefetch.Object(Lock);

    internal void AddVa(GpuVa va)
    {
        va.BoPrevious = _last;
        va.BoNext = null;
        if (_last is { } last)
            last.BoNext = va;
        else
            _first = va;
        _last = va;
    }

    internal void RemoveVa(GpuVa va)
    {
        if (va.BoPrevious is { } previous)
            previous.BoNext = va.BoNext;
        else
            _first = va.BoNext;
        if (va.BoNext is { } next)
            next.BoPrevious = va.BoPrevious;
        else
            _last = va.BoPrevious;
        va.BoPrevious = null;
        va.BoNext = null;
    }
}
