using System;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Preparing operations: checks, pins, bonds and reserved pages; and cleaning up after them.</content>
public sealed partial class PanthorVm
{
    /// <summary>Runs one operation of a synchronous VM_BIND.</summary>
    /// <param name="file">Resolves the handle of the buffer.</param>
    /// <param name="op">The operation.</param>
    /// <remarks>C: panthor_vm_bind_exec_sync_op.</remarks>
    public KTask<KernelResult> BindExecSyncOpAsync(DrmFile file, DrmPanthorVmBindOp op)
    {
        if (!op.Syncs.IsEmpty)
        {
            return KTask.FromResult(KernelResult.Fail(
                Errno.EINVAL, $"{op.Syncs.Count} sync operations on a synchronous VM_BIND"));
        }

        if (op.Size == 0)
            return KTask.FromResult(KernelResult.Ok);
        VmOpCtx ctx = Mmu.Caches.RentOpCtx();
        return RunAsync(BindPrepareOpCtxAsync(file, op, ctx), ctx);
    }

    /// <summary>Maps a part of a buffer for the kernel itself, without the checks for users.</summary>
    /// <param name="bo">The buffer.</param>
    /// <param name="offset">First byte of the buffer.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="va">First virtual address.</param>
    /// <param name="flags">Map flags of the uAPI.</param>
    /// <remarks>C: panthor_vm_map_bo_range.</remarks>
    public KTask<KernelResult> MapBoRangeAsync(
        PanthorGemObject bo, ulong offset, ulong size, ulong va, uint flags)
    {
        VmOpCtx ctx = Mmu.Caches.RentOpCtx();
        bo.Get();
        return RunAsync(PrepareMapOpCtxAsync(ctx, bo, new DrmPanthorVmBindOp(flags, 0, offset, va, size)), ctx);
    }

    /// <summary>Unmaps a range for the kernel itself.</summary>
    /// <remarks>C: panthor_vm_unmap_range.</remarks>
    public async KTask<Errno> UnmapRangeAsync(ulong va, ulong size)
    {
        VmOpCtx ctx = Mmu.Caches.RentOpCtx();
        KernelResult result = await RunAsync(PrepareUnmapOpCtxAsync(ctx, va, size), ctx);
        return result.Errno;
    }

    /// <summary>C: panthor_vm_bind_prepare_op_ctx.</summary>
    internal KTask<KernelResult> BindPrepareOpCtxAsync(DrmFile file, in DrmPanthorVmBindOp op, VmOpCtx ctx)
    {
        KernelResult check = CheckBindOp(op);
        if (!check.IsOk)
            return KTask.FromResult(check);
        if (op.Type == PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP)
            return PrepareUnmapOpCtxAsync(ctx, op.Va, op.Size);
        if (op.Type == PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY)
        {
            ctx.Init(0, 0, PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY);
            return KTask.FromResult(KernelResult.Ok);
        }

        return LookUpBuffer(file, op) is { } bo
            ? PrepareMapOpCtxAsync(ctx, bo, op)
            : KTask.FromResult(KernelResult.Fail(
                Errno.EINVAL, $"buffer handle {op.BoHandle} does not exist in this client"));
    }

    private PanthorGemObject? LookUpBuffer(DrmFile file, in DrmPanthorVmBindOp op)
    {
        if (!IsSparse(op.Flags))
            return file.LookUpBuffer(op.BoHandle);
        Dummy?.Get();
        return Dummy;
    }

    /// <summary>Prepares a map; takes a reference to the buffer over from the caller.</summary>
    /// <remarks>C: panthor_vm_prepare_map_op_ctx.</remarks>
    internal async KTask<KernelResult> PrepareMapOpCtxAsync(VmOpCtx ctx, PanthorGemObject bo, DrmPanthorVmBindOp op)
    {
        KernelResult check = CheckMapOp(bo, op);
        if (!check.IsOk)
        {
            bo.Put();
            return check;
        }

        ctx.Init(op.Size, op.Va, op.Flags);
        if (SyncFaultPoints.FailsToAllocate(Sim, "panthor_vma", out KernelResult noMemory))
        {
            bo.Put();
            return noMemory;
        }

        PreallocVmas(ctx, VmOpCtx.MaxVmas);
        Errno ret = await bo.PinAsync();
        if (ret == Errno.None)
        {
            ctx.MapBo = bo;
            ret = await bo.GetDeviceMapAsync();
        }
        else
        {
            bo.Put();
        }

        if (ret != Errno.None)
        {
            await CleanupOpCtxAsync(ctx);
            return KernelResult.Fail(ret, $"no memory for the 0x{op.Size:x} bytes to map");
        }

        if (SyncFaultPoints.FailsToAllocate(Sim, "drm_gpuvm_bo", out noMemory))
        {
            await CleanupOpCtxAsync(ctx);
            return noMemory;
        }

        GpuVmBo prepared = BoCreate(bo);
        await prepared.Lock.LockAsync();
        ctx.MapVmBo = BoObtainPrealloc(prepared);
        ctx.MapVmBo.Lock.Unlock();
        ctx.MapBoOffset = op.BoOffset;

        int tables = WorstCasePageTables(op.Va, op.Size);
        if (!await ReserveTablesAsync(ctx, tables))
        {
            await CleanupOpCtxAsync(ctx);
            return KernelResult.Fail(Errno.ENOMEM, "no pages for the page tables");
        }

        if (bo.Resv != Resv)
        {
            if (Mmu.LocksExtobjs)
                await Resv.LockAsync();
            BoExtobjAdd(ctx.MapVmBo);
            if (Mmu.LocksExtobjs)
                Resv.Unlock();
        }

        await UpdateReclaimStateAsync(bo);
        return KernelResult.Ok;
    }

    /// <summary>C: panthor_vm_prepare_unmap_op_ctx.</summary>
    internal KTask<KernelResult> PrepareUnmapOpCtxAsync(VmOpCtx ctx, ulong va, ulong size)
    {
        ctx.Init(size, va, PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP);
        if (SyncFaultPoints.FailsToAllocate(Sim, "panthor_vma", out KernelResult noMemory))
            return KTask.FromResult(noMemory);
        if (Mmu.PreparesTwoVmas)
            PreallocVmas(ctx, VmOpCtx.MaxVmas - 1);
        else
            PrepareOneVma(ctx);
        int tables = SplitPageTables(va, size);
        return HasTables(ctx, tables) && TryReserveTables(ctx, tables)
            ? KTask.FromResult(KernelResult.Ok)
            : PrepareUnmapSlowlyAsync(ctx, tables);
    }

    /// <summary>For <see cref="Patches.MemoryPatches.TwoVmasForUnmap"/>: not more than one, whatever waited here.</summary>
    private void PrepareOneVma(VmOpCtx ctx)
    {
        while (ctx.GetVma() is { } waiting)
            Mmu.Caches.Return(waiting);
        PreallocVmas(ctx, 1);
    }

    /// <summary>Undoes the preparation of an operation, as far as the operation has not taken it over.</summary>
    /// <remarks>
    /// C: panthor_vm_cleanup_op_ctx. Unused pages and mappings wait in the context for the next operation.
    /// </remarks>
    internal KTask CleanupOpCtxAsync(VmOpCtx ctx)
    {
        ctx.ForgetUsedPageTables();
        return ctx.MapVmBo is not null || ctx.MapBo is not null ? CleanupBuffersAsync(ctx)
            : HasDeferredBos ? DeferredCleanupAsync()
            : KTask.Completed;
    }

    private async KTask CleanupBuffersAsync(VmOpCtx ctx)
    {
        if (ctx.MapVmBo is { } vmBo)
        {
            await vmBo.Lock.LockAsync();
            BoPutDeferred(vmBo);
            vmBo.Lock.Unlock();
            ctx.MapVmBo = null;
        }

        if (ctx.MapBo is { } bo)
        {
            ctx.MapBo = null;
            await bo.UnpinAsync();
            bo.Put();
        }

        if (HasDeferredBos)
            await DeferredCleanupAsync();
    }

    /// <summary>Looks again how easily the pages of a buffer could be reclaimed; imported ones never can.</summary>
    /// <remarks>C: the calls of panthor_gem_update_reclaim_state_locked with both locks.</remarks>
    private static KTask UpdateReclaimStateAsync(PanthorGemObject bo) =>
        bo.IsImported ? KTask.Completed : LockAndUpdateReclaimStateAsync(bo);

    private static async KTask LockAndUpdateReclaimStateAsync(PanthorGemObject bo)
    {
        await bo.Resv.LockAsync();
        await bo.UpdateReclaimStateLockedAsync();
        bo.Resv.Unlock();
    }

    private async KTask<KernelResult> PrepareUnmapSlowlyAsync(VmOpCtx ctx, int tables)
    {
        if (!HasTables(ctx, tables) && await ReserveTablesAsync(ctx, tables))
            return KernelResult.Ok;
        await CleanupOpCtxAsync(ctx);
        return KernelResult.Fail(Errno.ENOMEM, "no pages for the page tables of split huge pages");
    }

    /// <summary>Prepares, runs and cleans up.</summary>
    private async KTask<KernelResult> RunAsync(KTask<KernelResult> preparation, VmOpCtx ctx)
    {
        KernelResult result = await preparation;
        if (result.IsOk)
        {
            Errno ret = await ExecOpAsync(ctx, false);
            await CleanupOpCtxAsync(ctx);
            if (ret != Errno.None)
                result = KernelResult.Fail(ret, ctx.Check ?? "the operation failed");
        }

        Mmu.Caches.Return(ctx);
        return result;
    }

    /// <summary>Reserves pages for tables; makes room for them first, as an allocation that may sleep does.</summary>
    private KTask<bool> ReserveTablesAsync(VmOpCtx ctx, int count) =>
        HasTables(ctx, count) ? KTask.FromResult(TryReserveTables(ctx, count)) : MakeRoomAndReserveTablesAsync(ctx, count);

    private async KTask<bool> MakeRoomAndReserveTablesAsync(VmOpCtx ctx, int count)
    {
        await Device.Mm.MakeRoomAsync(count - ctx.ReservedPageTables);
        return TryReserveTables(ctx, count);
    }

    private bool HasTables(VmOpCtx ctx, int count) =>
        count <= ctx.ReservedPageTables || Device.Mm.HasRoom(count - ctx.ReservedPageTables);

    private bool TryReserveTables(VmOpCtx ctx, int count)
    {
        Device.Mm.MightReclaim();
        return !Sim.Faults.ShouldFail(MmuFaultPoints.PageTableAllocation, MmuFaultPoints.Reservation)
            && Mmu.Caches.TryReserve(ctx, count);
    }

    /// <summary>L1, L2 and L3 tables that a map can need.</summary>
    /// <remarks>C: panthor_vm_op_ctx_prealloc_pts.</remarks>
    internal static int WorstCasePageTables(ulong va, ulong size) =>
        Entries(va, size, 39) + Entries(va, size, 30) + Entries(va, size, 21);

    /// <summary>L3 tables that an unmap can need: a huge page at either end may have to be split.</summary>
    internal static int SplitPageTables(ulong va, ulong size)
    {
        ulong end = va + size;
        ulong alignedStart = AlignUp(va, ArmLpae.SZ_2M);
        ulong alignedEnd = AlignUp(end, ArmLpae.SZ_2M);
        return (va != alignedStart ? 1 : 0) + (end != alignedEnd && alignedEnd != alignedStart ? 1 : 0);
    }

    private static int Entries(ulong va, ulong size, int shift)
    {
        ulong block = 1UL << shift;
        return (int)((AlignUp(va + size, block) - (va & ~(block - 1))) >> shift);
    }

    private static ulong AlignUp(ulong value, ulong alignment) => (value + alignment - 1) & ~(alignment - 1);

    /// <summary>Fills a context with mappings up to a number.</summary>
    /// <remarks>C: panthor_vm_op_ctx_prealloc_vmas.</remarks>
    internal void PreallocVmas(VmOpCtx ctx, int count)
    {
        foreach (ref PanthorVma? slot in ctx.PreallocatedVmas.AsSpan(0, count))
            slot ??= Mmu.Caches.RentVma();
    }
}
