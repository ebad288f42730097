using Panthor.Driver.Gpuvm;
using Panthor.Driver.Mmu;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <content>How easily the pages could be taken away, and taking them.</content>
public sealed partial class PanthorGemObject
{
    // 10 jiffies at 250 a second.
    private static readonly Duration s_evictTimeout = Duration.FromMilliseconds(40);

    /// <summary>How easily the pages could be taken away (<c>reclaim_state</c>).</summary>
    public GemReclaimState ReclaimState { get; private set; } = GemReclaimState.Unreclaimable;

    /// <summary>How often the pages were taken away (<c>reclaimed_count</c>).</summary>
    public int ReclaimedCount { get; private set; }

    /// <summary>Imported, exported, evicted: as debugfs tells.</summary>
    public GemStateFlags StateFlags =>
        (IsImported ? GemStateFlags.Imported : _pages.IsNull && ReclaimedCount != 0 ? GemStateFlags.Evicted : GemStateFlags.None)
        | (DmaBuf is not null ? GemStateFlags.Exported : GemStateFlags.None);

    /// <summary>
    /// Looks again how easily the pages could be taken (<c>panthor_gem_update_reclaim_state_locked()</c> with the lock of
    /// the VM list taken around it).
    /// </summary>
    public async KTask UpdateReclaimStateLockedAsync()
    {
        Resv.AssertHeld();
        await GpuvaLock.LockAsync();
        await RefreshReclaimStateAsync();
        GpuvaLock.Unlock();
    }

    /// <summary>Takes the pages away, if that is possible without waiting for the GPU.</summary>
    /// <remarks>
    /// C: panthor_gem_try_evict_no_resv_wait. The reservation is held. All other locks are only tried: an allocation may
    /// have been made under any of them, and other paths take them in another order.
    /// </remarks>
    /// <returns>Whether the pages are gone.</returns>
    internal async KTask<bool> TryEvictNoResvWaitAsync()
    {
        ZapCpuMappings();
        if (!GpuvaLock.TryLock())
        {
            return false;
        }

        GpuVmBo? lastLocked = null;
        bool evicted = TryLockVms(ref lastLocked);
        if (evicted)
        {
            // A buffer that has become harder to reclaim waits until its new list is looked at.
            GemReclaimState old = await RefreshReclaimStateAsync();
            evicted = old >= ReclaimState
                && await PanthorVm.EvictBoMappingsLockedAsync(this) == Errno.None;
        }

        if (evicted)
        {
            await EvictLockedAsync();
        }

        UnlockVms(lastLocked);
        GpuvaLock.Unlock();
        return evicted;
    }

    /// <summary>Takes the pages away once the GPU has done with them, if that does not take long.</summary>
    /// <remarks>C: panthor_gem_try_evict.</remarks>
    /// <returns>Whether the pages are gone.</returns>
    internal async KTask<bool> TryEvictAsync() =>
        await Resv.WaitAsync(DmaResvUsage.Bookkeep, interruptible: false, s_evictTimeout) == Errno.None
        && await TryEvictNoResvWaitAsync();

    private bool TryLockVms(ref GpuVmBo? lastLocked)
    {
        for (GpuVmBo? vmBo = GpuvaList.First; vmBo is not null; vmBo = vmBo.NextOfObject)
        {
            DmaResv resv = ((PanthorVm)vmBo.Vm).Resv;
            if (ReferenceEquals(resv, Resv))
            {
                continue;
            }

            if (!resv.TryLock())
            {
                return false;
            }

            lastLocked = vmBo;
        }

        return true;
    }

    private void UnlockVms(GpuVmBo? lastLocked)
    {
        for (GpuVmBo? vmBo = GpuvaList.First; lastLocked is not null; vmBo = vmBo.NextOfObject)
        {
            DmaResv resv = ((PanthorVm)vmBo!.Vm).Resv;
            if (!ReferenceEquals(resv, Resv))
            {
                resv.Unlock();
            }

            if (ReferenceEquals(vmBo, lastLocked))
            {
                return;
            }
        }
    }

    // panthor_gem_evict_locked()
    private async KTask EvictLockedAsync()
    {
        if (Device.WarnOn(IsImported, "panthor_gem_evict_locked: the buffer is imported")
            || Device.WarnOn(PinCount != 0, "panthor_gem_evict_locked: the buffer is pinned")
            || Device.WarnOn(_pages.IsNull, "panthor_gem_evict_locked: the buffer has no pages"))
        {
            return;
        }

        ReclaimedCount += ReclaimedCount == int.MaxValue ? 0 : 1;
        CleanUpDeviceMapLocked();
        CleanUpBackingLocked("panthor_gem_evict_locked");
        Device.Simulation.Events.Record(GemEvents.Evict, MmapOffset, Size / GemPages.PageSize);
        await RefreshReclaimStateAsync();
    }

    // panthor_gem_update_reclaim_state_locked(), both locks held; gives the state that was.
    private async KTask<GemReclaimState> RefreshReclaimStateAsync()
    {
        GemReclaimState old = ReclaimState;
        GemReclaimState now = EvaluateReclaimState();
        if (now == old)
        {
            return old;
        }

        long pages = (long)(Size / GemPages.PageSize);
        Device.Reclaim.GpuMappedCount += (IsGpuMapped(now) ? pages : 0) - (IsGpuMapped(old) ? pages : 0);
        await Device.GemLruMutex.LockAsync();
        switch (now)
        {
            case GemReclaimState.Unused:
                Device.Reclaim.Unused.MoveTailLocked(this);
                break;
            case GemReclaimState.Mmapped:
                Device.Reclaim.Mmapped.MoveTailLocked(this);
                break;
            case GemReclaimState.GpuMappedSingleVm:
                PanthorVm.UpdateBoReclaimLruLocked(this);
                break;
            case GemReclaimState.GpuMappedMultiVm:
                Device.Reclaim.GpuMappedShared.MoveTailLocked(this);
                break;
            default:
                GemLru.RemoveLocked(this);
                break;
        }

        Device.GemLruMutex.Unlock();
        ReclaimState = now;
        return old;
    }

    private static bool IsGpuMapped(GemReclaimState state) =>
        state is GemReclaimState.GpuMappedSingleVm or GemReclaimState.GpuMappedMultiVm;

    // panthor_gem_evaluate_reclaim_state_locked()
    private GemReclaimState EvaluateReclaimState()
    {
        if (_pages.IsNull || PinCount > 0)
        {
            return GemReclaimState.Unreclaimable;
        }

        int vms = 0;
        for (GpuVmBo? vmBo = GpuvaList.First; vmBo is not null; vmBo = vmBo.NextOfObject)
        {
            vms += vmBo.IsEvicted ? 0 : 1;
        }

        return vms switch
        {
            > 1 => GemReclaimState.GpuMappedMultiVm,
            1 => GemReclaimState.GpuMappedSingleVm,
            _ => MmapCount > 0 ? GemReclaimState.Mmapped : GemReclaimState.Unused,
        };
    }
}
