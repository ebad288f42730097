using System.Runtime.CompilerServices;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <content>Running an operation: lock the region, take the steps, flush and unlock.</content>
public sealed partial class PanthorVm
{
    /// <summary>Runs a prepared operation.</summary>
    /// <param name="op">The operation with all that it needs.</param>
    /// <param name="flagVmUnusableOnFailure">Give the VM up when it fails (asynchronous operations).</param>
    /// <remarks>C: panthor_vm_exec_op.</remarks>
    internal async KTask<Errno> ExecOpAsync(VmOpCtx op, bool flagVmUnusableOnFailure)
    {
        uint type = op.Flags & PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MASK;
        if (type == PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY || (op.VaRange == 0 && _skipsEmptyBinds))
            return Errno.None;

        await OpLock.LockAsync();
        _opCtx = op;
        Errno ret = await LockRegionAsync(op.VaAddr, op.VaRange);
        if (ret == Errno.None)
        {
            ret = BeginSteps(op, type);
            while (ret == Errno.None && op.Steps.MoveNext())
            {
                ret = op.Steps.Current.Kind switch
                {
                    GpuVaOpKind.Map => await SmStepMapAsync(op),
                    GpuVaOpKind.Remap => await SmStepRemapAsync(op),
                    _ => await SmStepUnmapAsync(op),
                };
            }

            await UnlockRegionAsync();
            if (!Mmu.DefersBoCleanup && TakeDeferredBos() is { } first)
                await LockAndFreeBosAsync(first);
        }
        else
        {
            op.Check = $"locking the region 0x{op.VaAddr:x}+0x{op.VaRange:x} failed";
        }

        if (ret != Errno.None && flagVmUnusableOnFailure)
            await DeclareUnusableAsync();
        _opCtx = null;
        OpLock.Unlock();
        return ret;
    }

    private Errno BeginSteps(VmOpCtx op, uint type)
    {
        Errno ret;
        _pgtbl.Prefetch(op.VaAddr);
        switch (type)
        {
            case PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_MAP:
                if (IsUnusable)
                {
                    op.Check = "the VM is unusable";
                    return Errno.EINVAL;
                }

                // The kernel's own buffers have their own end: they may still come and go.
                if (Destroyed && _refusesLateMaps && op.VaAddr < UserVaRange)
                {
                    op.Check = "the VM was destroyed while the map was on its way";
                    return Errno.EINVAL;
                }

                Sim.Events.Record(MmuEvents.VmMap, (ulong)Id, op.VaAddr, op.VaRange, op.Flags);
                ret = BeginMap(ref op.Steps, op.VaAddr, op.VaRange, op.MapVmBo!.Obj, op.MapBoOffset);
                break;
            case PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP:
                Sim.Events.Record(MmuEvents.VmUnmap, (ulong)Id, op.VaAddr, op.VaRange);
                ret = BeginUnmap(ref op.Steps, op.VaAddr, op.VaRange);
                break;
            default:
                op.Check = $"operation type 0x{type >> 28:x} is unknown";
                return Errno.EINVAL;
        }

        if (ret != Errno.None)
            op.Check = $"0x{op.VaAddr:x}+0x{op.VaRange:x} is outside of the VM, 0x{MmStart:x}+0x{MmRange:x}";
        return ret;
    }

    /// <summary>C: panthor_gpuva_sm_step_map.</summary>
    private async KTask<Errno> SmStepMapAsync(VmOpCtx ctx)
    {
        if (ctx.GetVma() is not { } vma)
        {
            ctx.Check = "no prepared mapping is left";
            return Errno.EINVAL;
        }

        vma.Flags = ctx.Flags & MapFlags;
        vma.Evicted = false;
        FixSparseMapOffset(ref ctx.Steps.Current.Map.Offset, ctx.Steps.Current.Map.Addr, vma.Flags);
        GpuVmBo bo = ctx.MapVmBo!;
        Errno ret = await ExecMapOpAsync(
            vma.Flags,
            bo.Obj,
            ctx.Steps.Current.Map.Addr,
            ctx.Steps.Current.Map.Offset,
            ctx.Steps.Current.Map.Range);
        if (ret != Errno.None)
        {
            ctx.Check = $"map_pages failed for 0x{ctx.VaAddr:x}+0x{ctx.VaRange:x}";
            if (Mmu.ReturnsUnusedVmas)
                ReturnVma(ctx, vma);
            return ret;
        }

        Map(vma, ctx.Steps.Current.Map);

        // The reference of the operation goes over to the mapping.
        await bo.Lock.LockAsync();
        Link(vma, bo);
        BoPutDeferred(bo);
        bo.Lock.Unlock();
        ctx.MapVmBo = null;
        return Errno.None;
    }

    /// <summary>C: panthor_gpuva_sm_step_remap.</summary>
    private async KTask<Errno> SmStepRemapAsync(VmOpCtx ctx)
    {
        var old = Unsafe.As<PanthorVma>(ctx.Steps.Current.Va!);
        GpuVmBo bo = old.VmBo!;
        bo.PrefetchLock();
        FixSparseMapOffset(ref ctx.Steps.Current.Next.Offset, ctx.Steps.Current.Next.Addr, old.Flags);
        ctx.Steps.Current.GetUnmapRange(out ulong start, out ulong range);
        if (!old.Evicted)
        {
            ulong hole = range;
            if (Mmu.UnmapsPartsOfHugePages)
                UnmapHugepageAlign(ctx.Steps.Current, IsSparse(old.Flags), ref start, ref range);
            await LockRegionAsync(start, range);
            await UnmapPagesAsync(start, range);
            if (range != hole)
            {
                Errno ret = await RestorePiecesAsync(ctx, old.Flags, start, range);
                if (ret != Errno.None)
                {
                    await DropRestAsync(old, start, start + range);
                    return ret;
                }
            }
        }

        PanthorVma? prev = ctx.Steps.Current.HasPrev ? TakeRest(ctx, old) : null;
        PanthorVma? next = ctx.Steps.Current.HasNext ? TakeRest(ctx, old) : null;
        Remap(prev, next, ctx.Steps.Current);

        await bo.Lock.LockAsync();
        if (prev is not null)
            Link(prev, bo);
        if (next is not null)
            Link(next, bo);
        UnlinkDefer(old);
        bo.Lock.Unlock();
        Mmu.Caches.Return(old);
        return Errno.None;
    }

    /// <summary>Maps again what a huge page around the hole took with it.</summary>
    private async KTask<Errno> RestorePiecesAsync(VmOpCtx ctx, uint flags, ulong start, ulong range)
    {
        if (ctx.Steps.Current.HasPrev && ctx.Steps.Current.Prev.End > start)
        {
            GpuVaPiece piece = ctx.Steps.Current.Prev;
            Errno ret = await ExecMapOpAsync(
                flags, ctx.Steps.Current.Va!.Obj!, start, piece.Offset + (start - piece.Addr), piece.End - start);
            if (ret != Errno.None)
                return ret;
        }

        ulong end = start + range;
        if (ctx.Steps.Current.HasNext && end > ctx.Steps.Current.Next.Addr)
        {
            GpuVaPiece piece = ctx.Steps.Current.Next;
            Errno ret = await ExecMapOpAsync(
                flags, ctx.Steps.Current.Va!.Obj!, piece.Addr, piece.Offset, end - piece.Addr);
            if (ret != Errno.None && ctx.Steps.Current.HasPrev)
                await UnmapPagesAsync(start, ctx.Steps.Current.Prev.End - start);
            return ret;
        }

        return Errno.None;
    }

    /// <summary>
    /// A huge page was taken apart and could not be restored, and the VM was given up: what is left of the mapping goes
    /// as well.
    /// </summary>
    /// <remarks>
    /// The C returns at once and leaves a mapping that the page table knows only in part. Nobody can tell: the VM is
    /// off its address space for good. Here mappings and page table always agree, so that the end of the VM finds what
    /// it expects.
    /// </remarks>
    private async KTask DropRestAsync(PanthorVma old, ulong start, ulong end)
    {
        await LockRegionAsync(old.Addr, old.Range);
        await UnmapPagesAsync(old.Addr, start - old.Addr);
        await UnmapPagesAsync(end, old.End - end);
        Remove(old);
        await ForgetVmaAsync(old);
    }

    /// <summary>C: panthor_gpuva_sm_step_unmap.</summary>
    private async KTask<Errno> SmStepUnmapAsync(VmOpCtx ctx)
    {
        var old = Unsafe.As<PanthorVma>(ctx.Steps.Current.Va!);
        old.VmBo!.PrefetchLock();
        if (!old.Evicted)
            await UnmapPagesAsync(old.Addr, old.Range);
        Unmap(ctx.Steps.Current);
        await ForgetVmaAsync(old);
        return Errno.None;
    }

    /// <summary>C: panthor_vma_unlink.</summary>
    private async KTask ForgetVmaAsync(PanthorVma old)
    {
        GpuVmBo bo = old.VmBo!;
        await bo.Lock.LockAsync();
        UnlinkDefer(old);
        bo.Lock.Unlock();
        Mmu.Caches.Return(old);
    }

    private PanthorVma TakeRest(VmOpCtx ctx, PanthorVma old)
    {
        PanthorVma rest = ctx.GetVma()
            ?? throw Sim.Oops("Unable to handle kernel NULL pointer dereference in panthor_vma_init");
        rest.Flags = old.Flags;
        rest.Evicted = old.Evicted;
        return rest;
    }

    private void ReturnVma(VmOpCtx ctx, PanthorVma vma)
    {
        if (!ctx.ReturnVma(vma))
            Mmu.WarnOnce("panthor_vm_op_ctx_return_vma: no room for the mapping");
    }
}
