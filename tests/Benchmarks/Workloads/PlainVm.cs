using System;
using Panthor.Driver.Gpuvm;

namespace Benchmarks.Workloads;

/// <summary>A VM without page table: what drm_gpuvm does by itself.</summary>
internal sealed partial class PlainVm(GpuVmCaches caches) : GpuVm(caches, "plain", 0, 1UL << 48)
{
    /// <summary>Ends the VM: gives the bonds and the nodes of the tree back.</summary>
    public void Release(GpuVmBo[] bos)
    {
        foreach (GpuVmBo bo in bos)
            BoPutDeferred(bo);
        GpuVmBo? zombie = TakeDeferredBos();
        while (zombie is { } bo)
        {
            zombie = NextDeferred(bo);
            bo.Obj.Put();
            BoDestroyNotInLists(bo);
        }

        if (!PutReference())
            throw new InvalidOperationException($"{References} references to the VM are left.");
    }

    protected override void Warn(string what) => throw new InvalidOperationException(what);
}
