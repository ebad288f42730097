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

    /// <summary>Number of the client on its device (<c>drm_file.client_id</c>).</summary>
    public ulong ClientId { get; }

    /// <summary>What the client's process may do beyond others.</summary>
    public ClientCapabilities Capabilities { get; }

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

        if (Device.Scheduler is null)
        {
            return KernelResult.Fail(Errno.ENODEV, "the firmware does not run");
        }

        int count = args.Queues.Length;
        if (count is 0 or > FwIface.MAX_CS_PER_CSG)
        {
            return KernelResult.Fail(Errno.EINVAL, $"a group has 1 to {FwIface.MAX_CS_PER_CSG} queues, not {count}");
        }

        result = GroupPriorityPermit(args.Priority);
        return result.IsOk ? await PanthorGroup.CreateAsync(this, args) : result;
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

        return pad != 0 ? NotZero(pad) : await Groups.DestroyGroupAsync(handle);
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
        uint handle, ReadOnlyMemory<DrmPanthorQueueSubmit> submits, uint pad = 0)
    {
        if (pad != 0)
        {
            return NotZero(pad);
        }

        if (!TryEnter(out KernelResult result))
        {
            return result;
        }

        var ctx = new PanthorSubmitCtx(Syncobjs, submits.Length);
        result = AddJobs(ctx, handle, submits);
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
            return NotZero(pad);
        }

        if (Groups.Get(handle) is not { } group)
        {
            return PanthorGroupPool.NoSuchGroup(handle);
        }

        DrmPanthorGroupState state = await Device.Scheduler.GetStateAsync(group);
        group.Put();
        return state;
    }

    /// <summary>Whether the client may create groups of a priority (<c>group_priority_permit()</c>).</summary>
    /// <param name="priority"><c>PANTHOR_GROUP_PRIORITY_*</c>.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for an unknown priority, <see cref="Errno.EACCES"/> for one that needs CAP_SYS_NICE.
    /// </returns>
    public KernelResult GroupPriorityPermit(uint priority)
    {
        if (priority > (uint)PanthorCsgPriority.RealTime)
        {
            return KernelResult.Fail(Errno.EINVAL, $"group priority {priority} is unknown");
        }

        return priority <= (uint)PanthorCsgPriority.Medium || (Capabilities & ClientCapabilities.SysNice) != 0
            ? KernelResult.Ok
            : KernelResult.Fail(Errno.EACCES, $"group priority {priority} needs CAP_SYS_NICE or the DRM master");
    }

    private static KernelResult NotZero(uint pad) =>
        KernelResult.Fail(Errno.EINVAL, $"pad is 0x{pad:x}; it must be 0");

    private static KernelResult AddJob(
        PanthorSubmitCtx ctx, int index, KernelResult<PanthorJob> job, DrmPanthorQueueSubmit submit)
    {
        if (!job.IsOk)
        {
            return ctx.JobCount == 1 ? job.WithoutValue() : KernelResult.Fail(job.Errno, $"job {index}: {job.Check}");
        }

        ctx.AddJob(index, job.Value, submit.Syncs);
        return KernelResult.Ok;
    }

    private KernelResult AddJobs(PanthorSubmitCtx ctx, uint handle, ReadOnlyMemory<DrmPanthorQueueSubmit> submits)
    {
        KernelResult result = KernelResult.Ok;
        for (int i = 0; i < submits.Length && result.IsOk; i++)
        {
            DrmPanthorQueueSubmit submit = submits.Span[i];
            result = AddJob(ctx, i, PanthorJob.Create(this, handle, submit), submit);
        }

        return result;
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
