using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using static Panthor.Driver.JobScheduling.DrmPanthorSyncOp;

namespace Panthor.Driver.JobScheduling;

/// <summary>
/// The jobs of one submission (<c>struct panthor_submit_ctx</c>): all of them are queued, or none. A job may wait for
/// what an earlier one of the same submission signals; outside nobody sees a signal before all jobs are queued.
/// </summary>
/// <remarks>
/// In this order: <see cref="AddJob"/> for each, <see cref="CollectJobsSignalOps"/>, locking reservations with
/// <see cref="Exec"/>, <see cref="AddDepsAndArmJobs"/>, <see cref="PushJobs"/>; in any case <see cref="Cleanup"/>.
/// </remarks>
public sealed class PanthorSubmitCtx
{
    private const uint KnownFlags = DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_MASK | DRM_PANTHOR_SYNC_OP_SIGNAL;

    private readonly SyncobjTable _file;
    private readonly JobContext[] _jobs;
    private readonly List<SyncSignal> _signals = [];

    /// <summary>Prepares for so many jobs (<c>panthor_submit_ctx_init()</c>).</summary>
    /// <param name="file">The syncobjs of the client.</param>
    /// <param name="jobCount">How many jobs.</param>
    public PanthorSubmitCtx(SyncobjTable file, int jobCount)
    {
        ArgumentNullException.ThrowIfNull(file);
        _file = file;
        _jobs = new JobContext[jobCount];
        Exec = new DrmExec(file.Fences, DrmExecOptions.InterruptibleWait | DrmExecOptions.IgnoreDuplicates);
    }

    /// <summary>Locks the reservations of the submission.</summary>
    public DrmExec Exec { get; }

    /// <summary>How many jobs there are.</summary>
    public int JobCount => _jobs.Length;

    /// <summary>A job that was added and not pushed yet, or null.</summary>
    public DrmSchedJob? Job(int index) => _jobs[index].Job;

    /// <summary>Adds a job (<c>panthor_submit_ctx_add_job()</c>), which the context gives back in the end.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="job">The job.</param>
    /// <param name="syncs">What it waits for and signals.</param>
    public void AddJob(int index, DrmSchedJob job, ReadOnlyMemory<DrmPanthorSyncOp> syncs) =>
        _jobs[index] = new JobContext(job, syncs);

    /// <summary>
    /// Looks up everything that the jobs signal (<c>panthor_submit_ctx_collect_jobs_signal_ops()</c>).
    /// </summary>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for unknown flags, an unknown kind of handle, a point of a binary syncobj, or an
    /// unknown handle; <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public KernelResult CollectJobsSignalOps()
    {
        for (int i = 0; i < _jobs.Length; i++)
        {
            foreach (DrmPanthorSyncOp op in _jobs[i].Syncs.Span)
            {
                if (!op.IsSignal)
                {
                    continue;
                }

                KernelResult result = Check(op, i);
                if (result.IsOk && Search(op) is null)
                {
                    result = AddSignal(op, i);
                }

                if (!result.IsOk)
                {
                    return result;
                }
            }
        }

        return KernelResult.Ok;
    }

    /// <summary>
    /// Makes each job wait for its fences and arms it (<c>panthor_submit_ctx_add_deps_and_arm_jobs()</c>). The
    /// reservations must be prepared.
    /// </summary>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for unknown flags, an unknown kind of handle, a point of a binary syncobj, or a fence
    /// that is not submitted; <see cref="Errno.ENOENT"/> for an unknown handle; <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public KernelResult AddDepsAndArmJobs()
    {
        for (int i = 0; i < _jobs.Length; i++)
        {
            KernelResult result = AddSyncDeps(i);
            if (!result.IsOk)
            {
                return result;
            }

            _jobs[i].Job!.Arm();
            result = UpdateSignalFences(i);
            if (!result.IsOk)
            {
                return result;
            }
        }

        return KernelResult.Ok;
    }

    /// <summary>
    /// Queues all jobs, then shows their fences to user space (<c>panthor_submit_ctx_push_jobs()</c>). Cannot fail.
    /// </summary>
    /// <param name="updateResvs">Adds the fence of a job to the reservations that were prepared for it.</param>
    public void PushJobs(Action<DrmExec, DrmSchedJob> updateResvs)
    {
        ArgumentNullException.ThrowIfNull(updateResvs);
        foreach (ref JobContext context in _jobs.AsSpan())
        {
            DrmSchedJob job = context.Job!;
            context.Job = null;
            updateResvs(Exec, job);
            job.Entity!.PushJob(job);
        }

        foreach (SyncSignal signal in _signals)
        {
            if (signal.Chain is { } chain)
            {
                signal.Chain = null;
                signal.Syncobj.AddPoint(chain, signal.Fence!, signal.Point);
            }
            else
            {
                signal.Syncobj.ReplaceFence(signal.Fence);
            }
        }
    }

    /// <summary>Unlocks the reservations and gives back what is left (<c>panthor_submit_ctx_cleanup()</c>).</summary>
    /// <param name="putJob">Gives back a job that was not queued.</param>
    public void Cleanup(Action<DrmSchedJob> putJob)
    {
        ArgumentNullException.ThrowIfNull(putJob);
        Exec.Fini();
        foreach (SyncSignal signal in _signals)
        {
            signal.Syncobj.Put();
            signal.Fence?.Put();
        }

        _signals.Clear();
        foreach (ref JobContext context in _jobs.AsSpan())
        {
            if (context.Job is { } job)
            {
                context.Job = null;
                putJob(job);
            }
        }
    }

    /// <summary>panthor_check_sync_op.</summary>
    private static KernelResult Check(DrmPanthorSyncOp op, int job)
    {
        if ((op.Flags & ~KnownFlags) != 0)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"job {job}: sync flags 0x{op.Flags:x} have unknown bits 0x{op.Flags & ~KnownFlags:x}");
        }

        uint type = op.Flags & DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_MASK;
        if (type != DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_SYNCOBJ
            && type != DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_TIMELINE_SYNCOBJ)
        {
            return KernelResult.Fail(Errno.EINVAL, $"job {job}: the sync handle type {type} is unknown");
        }

        return type == DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_SYNCOBJ && op.TimelineValue != 0
            ? KernelResult.Fail(Errno.EINVAL, $"job {job}: point {op.TimelineValue} of a binary syncobj must be 0")
            : KernelResult.Ok;
    }

    /// <summary>panthor_submit_ctx_search_sync_signal.</summary>
    private SyncSignal? Search(DrmPanthorSyncOp op) =>
        _signals.Find(signal => signal.Handle == op.Handle && signal.Point == op.TimelineValue);

    /// <summary>panthor_submit_ctx_add_sync_signal.</summary>
    private KernelResult AddSignal(DrmPanthorSyncOp op, int job)
    {
        if (SyncFaultPoints.FailsToAllocate(_file.Simulation, "panthor_sync_signal", out KernelResult failure)
            || (op.TimelineValue > 0
                && SyncFaultPoints.FailsToAllocate(_file.Simulation, "dma_fence_chain", out failure)))
        {
            return failure;
        }

        if (_file.Find(op.Handle) is not { } syncobj)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"job {job}: syncobj handle {op.Handle} does not exist in this client");
        }

        KernelResult<DmaFence> current = syncobj.FindFence(op.TimelineValue);
        _signals.Add(new SyncSignal(op.Handle, op.TimelineValue, syncobj)
        {
            Chain = op.TimelineValue > 0 ? new DmaFenceChain(_file.Fences) : null,
            Fence = current.ValueOrDefault(),
        });
        return KernelResult.Ok;
    }

    /// <summary>panthor_submit_ctx_add_sync_deps_to_job.</summary>
    private KernelResult AddSyncDeps(int index)
    {
        foreach (DrmPanthorSyncOp op in _jobs[index].Syncs.Span)
        {
            if (op.IsSignal)
            {
                continue;
            }

            KernelResult result = Check(op, index);
            if (!result.IsOk)
            {
                return result;
            }

            DmaFence fence;
            if (Search(op) is { } signal)
            {
                // Known from an earlier job, or from before the submission. The kernel warns, and so do we, if the
                // syncobj was empty and only a later job signals it.
                if (_file.Simulation.Warn(signal.Fence is null, $"job {index} waits for a point that has no fence yet"))
                {
                    return KernelResult.Fail(
                        Errno.EINVAL, $"job {index}: syncobj {op.Handle} has no fence at point {op.TimelineValue}");
                }

                fence = signal.Fence!.Get();
            }
            else
            {
                KernelResult<DmaFence> found = _file.FindFence(op.Handle, op.TimelineValue);
                if (!found.IsOk)
                {
                    return KernelResult.Fail(found.Errno, $"job {index}: {found.Check}");
                }

                fence = found.Value;
            }

            result = _jobs[index].Job!.AddDependency(fence);
            if (!result.IsOk)
            {
                return result;
            }
        }

        return KernelResult.Ok;
    }

    /// <summary>panthor_submit_ctx_update_job_sync_signal_fences.</summary>
    private KernelResult UpdateSignalFences(int index)
    {
        DmaFence done = _jobs[index].Job!.Fences.Finished;
        foreach (DrmPanthorSyncOp op in _jobs[index].Syncs.Span)
        {
            if (!op.IsSignal)
            {
                continue;
            }

            SyncSignal? signal = Search(op);
            if (_file.Simulation.Warn(signal is null, $"job {index} signals what was not collected"))
            {
                return KernelResult.Fail(Errno.EINVAL, $"job {index}: its signal was not collected");
            }

            DmaFence? old = signal!.Fence;
            signal.Fence = done.Get();
            old?.Put();
        }

        return KernelResult.Ok;
    }

    private record struct JobContext(DrmSchedJob? Job, ReadOnlyMemory<DrmPanthorSyncOp> Syncs);

    /// <summary>
    /// A syncobj, or a point of one, and the fence that it will have (<c>struct panthor_sync_signal</c>).
    /// </summary>
    private sealed class SyncSignal(uint handle, ulong point, DrmSyncobj syncobj)
    {
        internal readonly uint Handle = handle;
        internal readonly ulong Point = point;
        internal readonly DrmSyncobj Syncobj = syncobj;

        internal DmaFenceChain? Chain { get; set; }

        internal DmaFence? Fence { get; set; }
    }
}
