using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Buffers that lose their pages, and that get them back before the GPU needs them.</content>
public sealed partial class PanthorVm
{
    private LinkedListNode<PanthorVm>? _reclaimNode;

    /// <summary>The buffers that only this VM maps (<c>reclaim.lru</c>).</summary>
    internal GemLru ReclaimLru { get; } = new("GpuMapped");

    /// <summary>Where the VM stands among those with such buffers (<c>reclaim.lru_node</c>).</summary>
    internal LinkedListNode<PanthorVm> ReclaimNode => _reclaimNode ??= new LinkedListNode<PanthorVm>(this);

    /// <summary>Puts a buffer that only one VM maps on that VM's list. Under gem_lru_mutex and the buffer's locks.</summary>
    /// <remarks>C: panthor_vm_update_bo_reclaim_lru_locked.</remarks>
    internal static void UpdateBoReclaimLruLocked(PanthorGemObject bo)
    {
        PanthorVm? vm = null;
        for (GpuVmBo? vmBo = bo.GpuvaList.First; vmBo is not null; vmBo = vmBo.NextOfObject)
        {
            if (vmBo.IsEvicted)
                continue;
            bo.Device.WarnOn(vm is not null, "panthor_vm_update_bo_reclaim_lru_locked: several VMs map the buffer");
            vm = Unsafe.As<PanthorVm>(vmBo.Vm);
            vm.ReclaimLru.MoveTailLocked(bo);
            if (vm.ReclaimNode.List is null)
                bo.Device.Reclaim.Vms.AddFirst(vm.ReclaimNode);
        }
    }

    /// <summary>
    /// Takes a buffer out of all page tables. Under its reservation, its gpuva.lock and the reservations of its VMs.
    /// </summary>
    /// <returns>EDEADLK when an operation of one of the VMs is in progress; the error of an MMU command.</returns>
    /// <remarks>
    /// C: panthor_vm_evict_bo_mappings_locked. After an error some mappings are evicted and the pages stay; the next job
    /// restores them.
    /// </remarks>
    internal static async KTask<Errno> EvictBoMappingsLockedAsync(PanthorGemObject bo)
    {
        for (GpuVmBo? vmBo = bo.GpuvaList.First; vmBo is not null; vmBo = vmBo.NextOfObject)
        {
            var vm = Unsafe.As<PanthorVm>(vmBo.Vm);
            if (!vm.OpLock.TryLock())
                return Errno.EDEADLK;
            if (!vmBo.IsEvicted)
                vm.BoEvict(vmBo, true);
            Errno ret = await vm.EvictVmasAsync(vmBo);
            vm.OpLock.Unlock();
            if (ret != Errno.None)
                return ret;
        }

        return Errno.None;
    }

    /// <summary>
    /// Locks the VM and all its buffers, reserves slots for the fence of a GPU job, and brings back what was evicted.
    /// </summary>
    /// <returns>The caller starts anew when <see cref="DrmExec.IsContended"/> says so.</returns>
    /// <remarks>C: panthor_vm_prepare_mapped_bos_resvs.</remarks>
    internal async KTask<KernelResult> PrepareMappedBosResvsAsync(DrmExec exec, int slots)
    {
        KernelResult result = await exec.PrepareObjectAsync(RootGem, slots);
        for (GpuVmBo? bo = Extobjs.First; bo is not null && result.IsOk; bo = Extobjs.Next(bo))
        {
            result = await exec.PrepareObjectAsync(bo.Obj, slots);
            if (result.IsOk && bo.IsEvicted)
                Evicted.AddTail(bo);
        }

        return result.IsOk ? await ValidateAsync() : result;
    }

    /// <summary>Adds the fence of a GPU job to the VM and its buffers. Under all their reservations.</summary>
    /// <param name="fence">The fence.</param>
    /// <param name="extobjUsage">What it counts as at buffers that are not of this VM alone.</param>
    /// <remarks>C: panthor_vm_update_resvs, drm_gpuvm_resv_add_fence.</remarks>
    internal void UpdateResvs(DmaFence fence, DmaResvUsage extobjUsage = DmaResvUsage.Bookkeep)
    {
        Resv.AddFence(fence, DmaResvUsage.Bookkeep);
        for (GpuVmBo? bo = Extobjs.First; bo is not null; bo = Extobjs.Next(bo))
            bo.Obj.Resv.AddFence(fence, extobjUsage);
    }

    /// <summary>One more reference, unless the VM is on its way out.</summary>
    /// <remarks>C: kref_get_unless_zero.</remarks>
    internal bool TryGetReference()
    {
        if (References == 0)
            return false;
        Get();
        return true;
    }

    /// <summary>The VM is in use: its buffers are the last to be reclaimed. Under the slots lock.</summary>
    private async KTask MarkUsedAsync()
    {
        await Device.GemLruMutex.LockAsync();
        if (ReclaimLru.Count != 0)
        {
            ReclaimNode.List?.Remove(ReclaimNode);
            Device.Reclaim.Vms.AddLast(ReclaimNode);
        }

        Device.GemLruMutex.Unlock();
    }

    /// <summary>The VM ends: nobody looks for buffers in it any more.</summary>
    private async KTask LeaveReclaimListAsync()
    {
        await Device.GemLruMutex.LockAsync();
        _reclaimNode?.List?.Remove(_reclaimNode);
        Device.GemLruMutex.Unlock();
    }

    /// <summary>Marks a bond as evicted, or as brought back. Under the buffer's reservation.</summary>
    /// <remarks>
    /// C: drm_gpuvm_bo_evict. The list is guarded by the VM's reservation: external objects join it when they are locked
    /// for the next job.
    /// </remarks>
    private void BoEvict(GpuVmBo bo, bool evict)
    {
        bo.Obj.Resv.AssertHeld();
        bo.IsEvicted = evict;
        if (bo.Obj.Resv != Resv)
            return;
        if (evict)
            Evicted.AddTail(bo);
        else
            Evicted.Remove(bo);
    }

    private async KTask<Errno> EvictVmasAsync(GpuVmBo vmBo)
    {
        for (GpuVa? va = vmBo.FirstVa; va is not null; va = GpuVmBo.NextVa(va))
        {
            var vma = Unsafe.As<PanthorVma>(va);
            if (vma.Evicted)
                continue;
            Errno ret = await LockRegionAsync(va.Addr, va.Range);
            if (ret != Errno.None)
                return ret;
            await UnmapPagesAsync(va.Addr, va.Range);
            await UnlockRegionAsync();
            vma.Evicted = true;
        }

        return Errno.None;
    }

    /// <summary>C: drm_gpuvm_validate_locked.</summary>
    private async KTask<KernelResult> ValidateAsync()
    {
        GpuVmBo? next;
        for (GpuVmBo? bo = Evicted.First; bo is not null; bo = next)
        {
            next = Evicted.Next(bo);
            if (bo.IsZombie)
                continue;
            Errno ret = await BoValidateAsync(bo);
            if (ret != Errno.None)
                return KernelResult.Fail(ret, $"the evicted buffer of 0x{bo.Obj.Size:x} bytes cannot be brought back");
            bo.Obj.Resv.AssertHeld();
            if (!bo.IsEvicted)
                Evicted.Remove(bo);
        }

        return KernelResult.Ok;
    }

    /// <summary>C: panthor_vm_bo_validate.</summary>
    private async KTask<Errno> BoValidateAsync(GpuVmBo vmBo)
    {
        var bo = Unsafe.As<PanthorGemObject>(vmBo.Obj);
        Errno ret = await bo.SwapInLockedAsync();
        if (ret != Errno.None)
            return ret;
        ret = await RestoreVmasAsync(vmBo, bo);
        if (ret != Errno.None)
            return ret;
        BoEvict(vmBo, false);
        await bo.UpdateReclaimStateLockedAsync();
        return Errno.None;
    }

    /// <summary>C: panthor_vm_restore_vmas.</summary>
    private async KTask<Errno> RestoreVmasAsync(GpuVmBo vmBo, PanthorGemObject bo)
    {
        if (Device.WarnOn(!bo.HasDeviceMap, "panthor_vm_restore_vmas: the buffer has no scatter table"))
            return Errno.EINVAL;
        VmOpCtx ctx = Mmu.Caches.RentOpCtx();
        Errno ret = Errno.None;
        while (ret == Errno.None && await SelectEvictedVmaAsync(vmBo, ctx) is { } vma)
            ret = await RemapEvictedVmaAsync(vmBo, vma, ctx);
        Mmu.Caches.Return(ctx);
        return ret;
    }

    /// <summary>C: select_evicted_vma.</summary>
    private async KTask<PanthorVma?> SelectEvictedVmaAsync(GpuVmBo vmBo, VmOpCtx ctx)
    {
        PanthorVma? selected = null;
        await OpLock.LockAsync();
        for (GpuVa? va = vmBo.FirstVa; va is not null && selected is null; va = GpuVmBo.NextVa(va))
        {
            if (Unsafe.As<PanthorVma>(va) is { Evicted: true } vma)
            {
                selected = vma;
                ctx.Init(va.Range, va.Addr, vma.Flags);
                ctx.MapBoOffset = va.Offset;
            }
        }

        OpLock.Unlock();
        return selected;
    }

    /// <summary>C: remap_evicted_vma.</summary>
    private async KTask<Errno> RemapEvictedVmaAsync(GpuVmBo vmBo, PanthorVma evicted, VmOpCtx ctx)
    {
        bool hasTables = await ReserveTablesAsync(ctx, WorstCasePageTables(ctx.VaAddr, ctx.VaRange));
        Errno ret = hasTables ? Errno.None : Errno.ENOMEM;
        if (ret == Errno.None)
        {
            // The lock was given back to reserve the tables, so that the mapping may have gone and its object may stand
            // for another. It is still evicted if it is the same: who evicts and restores holds the reservation.
            await OpLock.LockAsync();
            if (Contains(vmBo, evicted) && evicted.Evicted)
                ret = await RestoreVmaAsync(vmBo, evicted, ctx);
            OpLock.Unlock();
        }

        ctx.ForgetUsedPageTables();
        return ret;
    }

    private async KTask<Errno> RestoreVmaAsync(GpuVmBo vmBo, PanthorVma vma, VmOpCtx ctx)
    {
        _opCtx = ctx;
        Errno ret = await LockRegionAsync(vma.Addr, vma.Range);
        if (ret == Errno.None)
        {
            ret = await ExecMapOpAsync(vma.Flags, vmBo.Obj, vma.Addr, vma.Offset, vma.Range);
            vma.Evicted = ret != Errno.None;
            await UnlockRegionAsync();
        }

        _opCtx = null;
        return ret;
    }

    private static bool Contains(GpuVmBo vmBo, PanthorVma wanted)
    {
        for (GpuVa? va = vmBo.FirstVa; va is not null; va = GpuVmBo.NextVa(va))
        {
            if (ReferenceEquals(va, wanted))
                return true;
        }

        return false;
    }
}
