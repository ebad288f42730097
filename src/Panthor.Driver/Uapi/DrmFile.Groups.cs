using System;
using Panthor.Driver.Firmware;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Mmu;
using Panthor.Driver.Scheduling;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>The ioctls of groups.</content>
public sealed partial class DrmFile
{
    /// <summary>The groups of the file.</summary>
    public PanthorGroupPool Groups { get; }

    /// <summary>Makes a group with its queues (GROUP_CREATE).</summary>
    /// <param name="args">What it is to be like.</param>
    /// <returns>
    /// The handle; <see cref="Errno.EINVAL"/>: no queues or too many, arguments that contradict the GPU, the firmware
    /// or themselves, an unknown VM; <see cref="Errno.EACCES"/>: a priority that needs CAP_SYS_NICE or the DRM master;
    /// <see cref="Errno.EBUSY"/> with 128 groups; <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public async KTask<KernelResult<uint>> GroupCreateAsync(DrmPanthorGroupCreate args)
    {
        if (!CanCall(out KernelResult result))
        {
            return result;
        }

        uint count = args.Queues.Count;
        if (count is 0 or > FwIface.MAX_CS_PER_CSG)
        {
            return KernelResult.Fail(Errno.EINVAL, $"a group has 1 to {FwIface.MAX_CS_PER_CSG} queues, not {count}");
        }

        KernelResult<ReadOnlyMemory<DrmPanthorQueueCreate>> queues = await args.Queues.GetAsync();
        if (!queues.IsOk)
        {
            return queues.WithoutValue();
        }

        result = Device.Scheduler.Patches.RestrictsPriorities ? GroupPriorityPermit(args.Priority) : KernelResult.Ok;
        return result.IsOk ? await PanthorGroup.CreateAsync(this, args with { Queues = queues.Value }) : result;
    }

    /// <summary>
    /// Destroys a group (GROUP_DESTROY). It returns at once: if the group is on a slot, it leaves it a little later,
    /// and its jobs end with <see cref="Errno.ECANCELED"/>.
    /// </summary>
    /// <param name="handle">The group.</param>
    /// <param name="pad">Must be 0.</param>
    /// <returns><see cref="Errno.EINVAL"/> if the file has no such group.</returns>
    public async KTask<KernelResult> GroupDestroyAsync(uint handle, uint pad = 0)
    {
        if (!CanCall(out KernelResult result))
        {
            return result;
        }

        return pad != 0 ? PadNotZero(pad) : await Groups.DestroyGroupAsync(handle);
    }

    /// <summary>Gives jobs to the queues of a group (GROUP_SUBMIT): all of them, or none.</summary>
    /// <param name="handle">The group; only the lower 16 bits count.</param>
    /// <param name="submits">The jobs. Each may wait for what an earlier one signals.</param>
    /// <param name="pad">Must be 0.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/>: bad arguments, an unknown group or queue, a group that can run no more, and as
    /// <see cref="PanthorSubmitCtx"/>; <see cref="Errno.ENODEV"/>, <see cref="Errno.ENOENT"/>,
    /// <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public async KTask<KernelResult> GroupSubmitAsync(
        uint handle, UserArray<DrmPanthorQueueSubmit> submits, uint pad = 0)
    {
        if (pad != 0)
        {
            return PadNotZero(pad);
        }

        if (!TryEnter(out KernelResult result))
        {
            return result;
        }

        KernelResult<ReadOnlyMemory<DrmPanthorQueueSubmit>> copied = await submits.GetAsync();
        result = copied.IsOk ? await SubmitAsync(handle, copied.Value) : copied.WithoutValue();
        Device.Exit();
        return result;
    }

    /// <summary>Tells what went wrong with a group (GROUP_GET_STATE).</summary>
    /// <param name="handle">The group.</param>
    /// <param name="pad">Must be 0.</param>
    /// <returns><see cref="Errno.EINVAL"/> if the file has no such group.</returns>
    public async KTask<KernelResult<DrmPanthorGroupState>> GroupGetStateAsync(uint handle, uint pad = 0)
    {
        if (!CanCall(out KernelResult result))
        {
            return result;
        }

        if (pad != 0)
        {
            return PadNotZero(pad);
        }

        if (await Groups.GetAsync(handle) is not { } group)
        {
            return PanthorGroupPool.NoSuchGroup(handle);
        }

        DrmPanthorGroupState state = await Device.Scheduler.GetStateAsync(group);
        group.Put();
        return state;
    }

    private async KTask<KernelResult> SubmitAsync(uint handle, ReadOnlyMemory<DrmPanthorQueueSubmit> submits)
    {
        var ctx = new PanthorSubmitCtx(Syncobjs, submits.Length);
        KernelResult result = await AddJobsAsync(ctx, handle, submits);
        if (result.IsOk)
        {
            result = ctx.CollectJobsSignalOps();
        }

        if (result.IsOk && submits.Length != 0)
        {
            result = await PrepareMappedBosAsync(ctx);
        }

        if (result.IsOk)
        {
            result = ctx.AddDepsAndArmJobs();
        }

        if (result.IsOk)
        {
            ctx.PushJobs(PanthorJob.UpdateResvs);
        }

        ctx.Cleanup(static job => ((PanthorJob)job).Put());
        return result;
    }

    /// <summary>The syncs of a job are copied when the job is there (<c>panthor_submit_ctx_add_job()</c>).</summary>
    private async KTask<KernelResult> AddJobsAsync(
        PanthorSubmitCtx ctx, uint handle, ReadOnlyMemory<DrmPanthorQueueSubmit> submits)
    {
        for (int i = 0; i < submits.Length; i++)
        {
            DrmPanthorQueueSubmit submit = submits.Span[i];
            KernelResult<PanthorJob> job = await PanthorJob.CreateAsync(this, handle, submit);
            KernelResult result = job.WithoutValue();
            if (job.IsOk)
            {
                KernelResult<ReadOnlyMemory<DrmPanthorSyncOp>> syncs = await submit.Syncs.GetAsync();
                ctx.AddJob(i, job.Value, syncs.ValueOrDefault());
                result = syncs.WithoutValue();
            }

            if (!result.IsOk)
            {
                return ctx.JobCount == 1 ? result : KernelResult.Fail(result.Errno, $"job {i}: {result.Check}");
            }
        }

        return KernelResult.Ok;
    }

    /// <summary>All jobs are for the same group, so that one VM holds all that they may touch.</summary>
    private static async KTask<KernelResult> PrepareMappedBosAsync(PanthorSubmitCtx ctx)
    {
        PanthorVm vm = ((PanthorJob)ctx.Job(0)!).Group.Vm;
        KernelResult result = KernelResult.Ok;
        while (ctx.Exec.Cleanup())
        {
            result = await vm.PrepareMappedBosResvsAsync(ctx.Exec, ctx.JobCount);
            if (!result.IsOk && !ctx.Exec.IsContended)
            {
                break;
            }
        }

        return result;
    }

    /// <summary>What the DRM core checks before any ioctl of the driver.</summary>
    private bool CanCall(out KernelResult result)
    {
        result = !IsOpen ? FileClosed() : Device.IsUnplugged ? DeviceGone() : KernelResult.Ok;
        return result.IsOk;
    }
}
