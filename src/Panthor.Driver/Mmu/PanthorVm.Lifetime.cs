using System.Runtime.CompilerServices;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>References, destruction and the end of a VM.</content>
public sealed partial class PanthorVm
{
    private TrackedObject _tracked = null!;

    /// <summary>One reference less; the last one frees the VM.</summary>
    /// <remarks>C: panthor_vm_put.</remarks>
    public KTask PutAsync() => PutReference() ? FreeAsync() : KTask.Completed;

    /// <summary>Reports a use of the structure after it was freed.</summary>
    /// <param name="operation">The C function that uses it.</param>
    /// <returns>Whether it is alive.</returns>
    internal bool AssertAlive(string operation) => _tracked.AssertAlive(operation);

    /// <summary>
    /// Ends the use of a VM: removes all mappings and drops the creator's reference. Others may hold it for longer.
    /// </summary>
    /// <remarks>C: panthor_vm_destroy.</remarks>
    public async KTask DestroyAsync()
    {
        Destroyed = true;
        if (_isLockedByHand)
            await UnlockRegionByHandAsync();
        await EvictGroupsAsync();
        await DestroyHeapPoolAsync();
        Errno ret = await UnmapRangeAsync(MmStart, MmRange);
        Device.WarnOn(ret != Errno.None, $"panthor_vm_destroy: unmapping everything failed with {ret}");
        await PutAsync();
    }

    /// <summary>Destroyed groups may still be on their slots; the firmware writes to their heaps when they leave.</summary>
    private async KTask EvictGroupsAsync()
    {
        if (ActiveCount > 0 && Device.Scheduler is { Patches.EvictsGroupsBeforeVmDestroy: true } scheduler)
            await scheduler.PrepareForVmDestructionAsync();
    }

    /// <summary>An operation failed half way: refuse maps and take the VM off its address space.</summary>
    /// <remarks>C: panthor_vm_declare_unusable.</remarks>
    internal async KTask DeclareUnusableAsync()
    {
        if (IsUnusable)
            return;
        IsUnusable = true;
        await Mmu.SlotsLock.LockAsync();
        if (AsId >= 0 && Device.TryEnter())
        {
            await Mmu.AsDisableAsync(AsId, false);
            Device.Exit();
        }

        Mmu.SlotsLock.Unlock();
    }

    /// <summary>C: panthor_vm_free.</summary>
    private async KTask FreeAsync()
    {
        await LeaveReclaimListAsync();
        Device.WarnOn(_heapPool is not null, "panthor_vm_free: the VM still has a heap pool");
        await DestroyHeapPoolAsync();
        await Mmu.VmLock.LockAsync();
        Mmu.Vms.Remove(Node);

        // No job is left: the queue may go on during a reset, so that it can end.
        if (Mmu.IsResetInProgress)
            Start();
        Mmu.VmLock.Unlock();
        await DestroyBindQueueAsync();

        await OpLock.LockAsync();
        await Mmu.SlotsLock.LockAsync();
        if (AsId >= 0)
        {
            if (Device.TryEnter())
            {
                await Mmu.AsDisableAsync(AsId, false);
                Device.Exit();
            }

            Mmu.ForgetSlot(this);
        }

        Mmu.SlotsLock.Unlock();
        OpLock.Unlock();

        _pgtbl.FreePgtable();
        RootGem.Put();
        Dummy?.Put();
        _tracked.Free();
    }

    /// <summary>Frees the bonds that lost their last reference.</summary>
    /// <remarks>
    /// C: drm_gpuvm_bo_deferred_cleanup. Nothing sleeps between taking and giving back the reservation lock, and no
    /// other lock is held: when it is free and nobody can come in between, taking it means nothing.
    /// </remarks>
    private KTask DeferredCleanupAsync()
    {
        if (TakeDeferredBos() is not { } first)
            return KTask.Completed;
        if (_preempts || Resv.IsHeld)
            return LockAndFreeBosAsync(first);
        LeaveExtobjs(first);
        return FreeBosAsync(first);
    }

    private async KTask LockAndFreeBosAsync(GpuVmBo first)
    {
        await Resv.LockAsync();
        LeaveExtobjs(first);
        Resv.Unlock();
        await FreeBosAsync(first);
    }

    private void LeaveExtobjs(GpuVmBo first)
    {
        for (GpuVmBo? bo = first; bo is not null; bo = NextDeferred(bo))
        {
            Extobjs.Remove(bo);
            Evicted.Remove(bo);
        }

    }

    private KTask FreeBosAsync(GpuVmBo? zombie)
    {
        while (zombie is { } bo)
        {
            var obj = Unsafe.As<PanthorGemObject>(bo.Obj);
            if (!obj.IsImported)
                return UpdateAndFreeBosAsync(bo);
            zombie = FreeBo(bo);
        }

        return KTask.Completed;
    }

    private async KTask UpdateAndFreeBosAsync(GpuVmBo? zombie)
    {
        while (zombie is { } bo)
        {
            await UpdateReclaimStateAsync(Unsafe.As<PanthorGemObject>(bo.Obj));
            zombie = FreeBo(bo);
        }
    }

    private GpuVmBo? FreeBo(GpuVmBo bo)
    {
        GpuVmBo? next = NextDeferred(bo);
        DrmGemObject obj = bo.Obj;
        BoDestroyNotInLists(bo);
        obj.Put();
        return next;
    }
}
