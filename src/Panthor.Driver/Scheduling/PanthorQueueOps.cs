using Panthor.Driver.Device;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <summary>What the queues do with their jobs (<c>panthor_queue_sched_ops</c>).</summary>
internal sealed class PanthorQueueOps : IDrmSchedBackendOps
{
    /// <summary>There is nothing to it but functions.</summary>
    public static readonly PanthorQueueOps Instance = new();

    private PanthorQueueOps()
    {
    }

    /// <summary>
    /// Writes the job to the ring buffer and has its group run. An empty job is done when the one before it is.
    /// </summary>
    /// <remarks>C: queue_run_job.</remarks>
    public async KTask<KernelResult<DmaFence?>> RunJobAsync(DrmSchedJob job)
    {
        var run = (PanthorJob)job;
        PanthorQueue queue = run.Queue;
        PanthorDevice device = run.Group.Device;
        if (run.StreamSize == 0)
        {
            if (device.Scheduler.Patches.OrdersEmptyJobs)
                run.DoneFence = queue.GetLastFence();
            return KernelResult.Of(run.DoneFence?.Get());
        }

        Errno ret = await device.ResumeAndGetAsync();
        if (device.WarnOn(ret != Errno.None, "queue_run_job: the device does not resume"))
            return KernelResult.Fail(ret, "the device does not resume");

        await device.Scheduler.Lock.LockAsync();
        KernelResult<DmaFence?> result = await device.Scheduler.RunJobLockedAsync(run);
        device.Scheduler.Lock.Unlock();
        device.PmMarkLastBusy();
        device.PmPutAutosuspend();
        return result;
    }

    /// <summary>The queue of the job made no progress: its whole group is lost.</summary>
    /// <remarks>C: queue_timedout_job.</remarks>
    public async KTask<DrmGpuSchedStat> TimedoutJobAsync(DrmSchedJob job)
    {
        var bad = (PanthorJob)job;
        PanthorGroup group = bad.Group;
        PanthorDevice device = group.Device;
        device.Log.Warning($"job timeout: pid={group.Pid}, comm={group.Comm}, seqno={bad.DoneFence?.Seqno}");
        device.WarnOn(device.Scheduler.IsResetInProgress, "queue_timedout_job: a reset is in progress");
        await bad.Queue.StopAsync(bad);
        await device.Scheduler.TimeOutGroupAsync(group);
        bad.Queue.Start();
        return DrmGpuSchedStat.Reset;
    }

    /// <inheritdoc/>
    /// <remarks>C: queue_free_job.</remarks>
    public KTask FreeJobAsync(DrmSchedJob job)
    {
        job.Cleanup();
        ((PanthorJob)job).Put();
        return KTask.Completed;
    }
}
