using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

/// <summary>
/// A job whose entity was killed: its fences are signalled with ESRCH, but only when the job before it and all that it
/// depends on are over, so that nobody who waits for it sees things happen too early.
/// </summary>
internal sealed class KilledJob : DmaFenceCallback
{
    private readonly DrmSchedJob _job;
    private readonly Work _work;

    internal KilledJob(DrmSchedJob job, Simulation simulation)
    {
        _job = job;
        _work = new Work(simulation, "drm_sched_entity_kill_jobs_work", KillAsync);
    }

    /// <summary>
    /// Goes on as soon as there is nothing (more) to wait for (<c>drm_sched_entity_kill_jobs_cb()</c>).
    /// </summary>
    internal void Queue() => _work.Simulation.SystemWorkqueue.Queue(_work);

    protected internal override void Invoke(DmaFence fence)
    {
        fence.Put();
        Queue();
    }

    /// <summary>drm_sched_entity_kill_jobs_work.</summary>
    private async KTask KillAsync()
    {
        for (int i = 0; i < _job.DependencyCount; i++)
        {
            DmaFence? fence = _job.TakeDependency(i);
            if (fence is not null && DrmSchedFence.From(fence) is { } pair && ReferenceEquals(fence, pair.Scheduled))
            {
                // The job must be finished, not just scheduled; its finished fence may have died meanwhile.
                DmaFence? finished = pair.Finished.TryGet();
                fence.Put();
                fence = finished;
            }

            if (fence is not null && fence.AddCallback(this))
            {
                return;
            }

            fence?.Put();
        }

        DrmSchedFence fences = _job.Fences;
        fences.SignalScheduled(null);
        fences.SignalFinished(Errno.ESRCH);
        _job.Scheduler!.Simulation.Warn(fences.Parent is not null, "a killed job has a fence of the hardware");
        await _job.Scheduler.Ops.FreeJobAsync(_job);
    }
}
