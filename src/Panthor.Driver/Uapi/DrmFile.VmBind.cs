using System;
using System.Collections.Generic;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Mmu;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>VM_BIND, at once and by way of the VM's bind queue.</content>
public sealed partial class DrmFile
{
    /// <summary>Executes operations on a VM in order, or queues them (VM_BIND).</summary>
    /// <param name="id">The VM.</param>
    /// <param name="operations">What to do.</param>
    /// <param name="flags"><see cref="PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC"/> or 0; other bits have no effect.</param>
    /// <returns>
    /// The error, and how many operations were executed: all of them, or those before the one that failed. With the
    /// asynchronous flag: how many were queued, all or none.
    /// </returns>
    public async KTask<(KernelResult Result, int Executed)> VmBindAsync(
        uint id, UserArray<DrmPanthorVmBindOp> operations, uint flags = 0)
    {
        (KernelResult result, int? executed) = await BindAsync(id, operations, flags);
        return (result, executed ?? 0);
    }

    /// <summary>panthor_ioctl_vm_bind.</summary>
    /// <returns>As <see cref="VmBindAsync"/>; no number if no operation was even tried.</returns>
    internal async KTask<(KernelResult Result, int? Executed)> BindAsync(
        uint id, UserArray<DrmPanthorVmBindOp> operations, uint flags)
    {
        if (!TryEnter(out KernelResult result))
        {
            return (result, null);
        }

        int? executed = null;
        PanthorVm? vm = Vms.LocksHandles ? Vms.Get(id) : await Vms.GetUnlockedAsync(id);
        if (vm is null)
        {
            result = NoSuchVm(id);
        }
        else
        {
            KernelResult<ReadOnlyMemory<DrmPanthorVmBindOp>> copied = await operations.GetAsync();
            if (!copied.IsOk)
            {
                result = copied.WithoutValue();
            }
            else if ((flags & PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC) != 0)
            {
                result = await QueueBindsAsync(vm, copied.Value);
                executed = result.IsOk ? copied.Value.Length : null;
            }
            else
            {
                (result, executed) = await ExecuteBindsAsync(vm, copied.Value);
            }

            await vm.PutAsync();
        }

        Device.Exit();
        return (result, executed);
    }

    /// <summary>panthor_ioctl_vm_bind_sync.</summary>
    private async KTask<(KernelResult Result, int Executed)> ExecuteBindsAsync(
        PanthorVm vm, ReadOnlyMemory<DrmPanthorVmBindOp> operations)
    {
        for (int i = 0; i < operations.Length; i++)
        {
            KernelResult result = await vm.BindExecSyncOpAsync(this, operations.Span[i]);
            if (!result.IsOk)
            {
                return (result, i);
            }
        }

        return (KernelResult.Ok, operations.Length);
    }

    /// <summary>panthor_ioctl_vm_bind_async: nothing can fail any more once the first job is queued.</summary>
    private async KTask<KernelResult> QueueBindsAsync(PanthorVm vm, ReadOnlyMemory<DrmPanthorVmBindOp> operations)
    {
        var ctx = new PanthorSubmitCtx(Syncobjs, operations.Length);
        KernelResult result = await AddBindJobsAsync(ctx, vm, operations);
        if (result.IsOk)
        {
            result = ctx.CollectJobsSignalOps();
        }

        if (result.IsOk)
        {
            result = await PrepareResvsAsync(ctx);
        }

        if (result.IsOk)
        {
            result = ctx.AddDepsAndArmJobs();
        }

        if (result.IsOk)
        {
            ctx.PushJobs(PanthorVmBindJob.UpdateResvs);
        }

        List<PanthorVmBindJob> unused = [];
        ctx.Cleanup(job => unused.Add((PanthorVmBindJob)job));
        foreach (PanthorVmBindJob job in unused)
        {
            await job.PutAsync();
        }

        return result;
    }

    private async KTask<KernelResult> AddBindJobsAsync(
        PanthorSubmitCtx ctx, PanthorVm vm, ReadOnlyMemory<DrmPanthorVmBindOp> operations)
    {
        for (int i = 0; i < operations.Length; i++)
        {
            DrmPanthorVmBindOp operation = operations.Span[i];
            KernelResult<PanthorVmBindJob> job = await PanthorVmBindJob.CreateAsync(this, vm, operation);
            if (!job.IsOk)
            {
                return operations.Length == 1
                    ? job.WithoutValue()
                    : KernelResult.Fail(job.Errno, $"operation {i}: {job.Check}");
            }

            KernelResult<ReadOnlyMemory<DrmPanthorSyncOp>> syncs = await operation.Syncs.GetAsync();
            ctx.AddJob(i, job.Value, syncs.ValueOrDefault());
            if (!syncs.IsOk)
            {
                return KernelResult.Fail(syncs.Errno, $"operation {i}: {syncs.Check}");
            }
        }

        return KernelResult.Ok;
    }

    private static async KTask<KernelResult> PrepareResvsAsync(PanthorSubmitCtx ctx)
    {
        while (ctx.Exec.Cleanup())
        {
            // Contention is looked for after a call only: the first of them locks what the last round ran into.
            for (int i = 0; i < ctx.JobCount; i++)
            {
                KernelResult result = await ((PanthorVmBindJob)ctx.Job(i)!).PrepareResvsAsync(ctx.Exec);
                if (ctx.Exec.IsContended)
                {
                    break;
                }

                if (!result.IsOk)
                {
                    return result;
                }
            }
        }

        return KernelResult.Ok;
    }
}
