using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

public sealed partial class DrmSchedEntity
{
    /// <summary>How long <see cref="DestroyAsync"/> waits for the queue of a dying task to become empty.</summary>
    public static readonly Duration MaxWaitSchedEntityQueueEmpty = Duration.FromMilliseconds(1000);

    /// <summary>
    /// Takes the entity off its run queue and kills its queued jobs (<c>drm_sched_entity_kill()</c>): they are finished
    /// with <see cref="Errno.ESRCH"/>, each after the one before and after all that it depends on.
    /// </summary>
    public async KTask KillAsync()
    {
        if (_runQueue is null)
        {
            return;
        }

        _lock.Lock();
        IsStopped = true;
        _runQueue.Remove(this);
        _lock.Unlock();

        await Idle.WaitAsync();
        DmaFence? previous = _lastScheduled?.Get();
        while (_jobs.TryDequeue(out DrmSchedJob? job))
        {
            DmaFence finished = job.Fences.Finished.Get();
            KilledJob killed = job.Killed = new KilledJob(job, Simulation);
            if (previous is null || !previous.AddCallback(killed))
            {
                previous?.Put();
                killed.Queue();
            }

            previous = finished;
        }

        previous?.Put();
    }

    /// <summary>
    /// Waits until all queued jobs were given to the hardware (<c>drm_sched_entity_flush()</c>). If the task that
    /// pushed last was killed meanwhile, the rest is killed, too.
    /// </summary>
    /// <param name="timeout">How long a task that was killed already waits at most.</param>
    public async KTask FlushAsync(Duration timeout)
    {
        if (_runQueue is null)
        {
            return;
        }

        SimTask? current = Simulation.Current;
        WaitQueue scheduled = Scheduler.JobScheduled;
        bool isExiting = current is { IsSignalled: true };
        if (isExiting)
        {
            await scheduled.WaitAsync(this, static entity => entity.IsIdle, timeout);
        }
        else
        {
            await scheduled.WaitInterruptibleAsync(this, static entity => entity.IsIdle, Duration.Infinite);
        }

        bool wasLastUser = ReferenceEquals(_lastUser, current);
        if (wasLastUser)
        {
            _lastUser = null;
        }

        if (wasLastUser && isExiting)
        {
            await KillAsync();
        }
    }

    /// <summary>Ends the entity (<c>drm_sched_entity_fini()</c>); what is still queued is killed.</summary>
    public async KTask FiniAsync()
    {
        await KillAsync();
        if (_dependency is { } dependency)
        {
            dependency.RemoveCallback(_callback);
            dependency.Put();
            _dependency = null;
        }

        _lastScheduled?.Put();
        _lastScheduled = null;
    }

    /// <summary>Flushes, then ends the entity (<c>drm_sched_entity_destroy()</c>).</summary>
    public async KTask DestroyAsync()
    {
        await FlushAsync(MaxWaitSchedEntityQueueEmpty);
        await FiniAsync();
    }
}
