using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

public sealed partial class DrmGpuScheduler
{
    /// <summary>
    /// Stops the scheduler for a reset (<c>drm_sched_stop()</c>): no job is run or freed until <see cref="Start"/>.
    /// Jobs that are done are freed; the others are cut off from their hardware fences.
    /// </summary>
    /// <param name="bad">
    /// The job that timed out, if this is called for one: it goes back to the head of the list, and is not freed here.
    /// </param>
    public async KTask StopAsync(DrmSchedJob? bad)
    {
        await StopWorkqueueAsync();
        if (bad is not null && ReferenceEquals(bad.Scheduler, this))
        {
            _pending.AddFirst(bad.PendingNode);
        }

        LinkedListNode<DrmSchedJob>? previous;
        for (LinkedListNode<DrmSchedJob>? node = _pending.Last; node is not null; node = previous)
        {
            previous = node.Previous;
            DrmSchedJob job = node.Value;
            DrmSchedFence fences = job.Fences;
            if (fences.Parent is { } parent && parent.RemoveCallback(job.Callback))
            {
                fences.Parent = null;
                parent.Put();
                CreditCount -= job.Credits;
                continue;
            }

            _jobListLock.Lock();
            _pending.Remove(node);
            _jobListLock.Unlock();
            await fences.Finished.WaitAsync(false);
            if (ReferenceEquals(job, bad))
            {
                _freeGuilty = true;
            }
            else
            {
                await Ops.FreeJobAsync(job);
            }
        }

        _timeoutWork.Cancel();
    }

    /// <summary>
    /// Starts the scheduler after a reset (<c>drm_sched_start()</c>). Jobs whose <see cref="DrmSchedFence.Parent"/> the
    /// driver has set again are waited for; the others are finished with an error.
    /// </summary>
    /// <param name="errno">That error; without one it is <see cref="Errno.ECANCELED"/>.</param>
    public void Start(Errno errno = Errno.None)
    {
        LinkedListNode<DrmSchedJob>? next;
        for (LinkedListNode<DrmSchedJob>? node = _pending.First; node is not null; node = next)
        {
            next = node.Next;
            DrmSchedJob job = node.Value;
            CreditCount += job.Credits;
            if (job.Fences.Parent is not { } parent)
            {
                JobDone(job, errno != Errno.None ? errno : Errno.ECANCELED);
            }
            else if (!parent.AddCallback(job.Callback))
            {
                JobDone(job, parent.Error != Errno.None ? parent.Error : errno);
            }
        }

        StartTimeoutUnlocked();
        StartWorkqueue();
    }

    /// <summary>
    /// Gives all pending jobs to the hardware again (<c>drm_sched_resubmit_jobs()</c>), between stop and start. Those
    /// of a context that hung too often are marked as cancelled. Deprecated in the kernel.
    /// </summary>
    public async KTask ResubmitJobsAsync()
    {
        ulong? guiltyContext = null;
        foreach (DrmSchedJob job in PendingJobs)
        {
            DrmSchedFence fences = job.Fences;
            if (guiltyContext is null && job.Karma > _hangLimit)
            {
                guiltyContext = fences.Scheduled.Context;
            }

            if (fences.Scheduled.Context == guiltyContext)
            {
                fences.Finished.SetError(Errno.ECANCELED);
            }

            KernelResult<DmaFence?> result = await Ops.RunJobAsync(job);
            if (!result.IsOk)
            {
                fences.Finished.SetError(result.Errno);
            }

            // run_job's reference becomes that of the parent.
            fences.Parent = result.IsOk ? result.Value : null;
        }
    }

    /// <summary>
    /// A job has hung: its entity is guilty if that was too often (<c>drm_sched_increase_karma()</c>).
    /// </summary>
    public void IncreaseKarma(DrmSchedJob bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        if (bad.Priority == DrmSchedPriority.Kernel)
        {
            return;
        }

        bad.Karma++;
        foreach (DrmSchedRq runQueue in _runQueues)
        {
            foreach (DrmSchedEntity entity in runQueue.Entities)
            {
                if (entity.FenceContext == bad.Fences.Scheduled.Context)
                {
                    if (entity.Guilty is { } guilty)
                    {
                        guilty.IsSet = true;
                    }

                    return;
                }
            }
        }
    }

    /// <summary>
    /// Stops running and freeing jobs, and waits for those under way (<c>drm_sched_wqueue_stop()</c>).
    /// </summary>
    public async KTask StopWorkqueueAsync()
    {
        IsStopped = true;
        await _runWork.CancelSyncAsync();
        await _freeWork.CancelSyncAsync();
    }

    /// <summary>Runs and frees jobs again (<c>drm_sched_wqueue_start()</c>).</summary>
    public void StartWorkqueue()
    {
        IsStopped = false;
        _submitQueue.Queue(_runWork);
        _submitQueue.Queue(_freeWork);
    }

    /// <summary>The driver noticed a hang: the timeout is over (<c>drm_sched_fault()</c>).</summary>
    public void Fault() => _timeoutQueue.ModifyDelayed(_timeoutWork, Duration.Zero);

    /// <summary>From now on jobs time out at once (<c>drm_sched_tdr_queue_imm()</c>).</summary>
    public void QueueTimeoutImmediately()
    {
        _jobListLock.Lock();
        _timeout = Duration.Zero;
        StartTimeout();
        _jobListLock.Unlock();
    }

    /// <summary>Holds the timeout (<c>drm_sched_suspend_timeout()</c>).</summary>
    /// <returns>What was left of it.</returns>
    public Duration SuspendTimeout()
    {
        VirtualTime expires = _timeoutWork.Expires;
        return _timeoutWork.Cancel() && expires > Simulation.Now ? expires - Simulation.Now : _timeout;
    }

    /// <summary>Lets the timeout run again (<c>drm_sched_resume_timeout()</c>).</summary>
    /// <param name="remaining">What is left of it.</param>
    public void ResumeTimeout(Duration remaining)
    {
        _jobListLock.Lock();
        if (_pending.Count == 0)
        {
            _timeoutWork.Cancel();
        }
        else if (!remaining.IsInfinite)
        {
            _timeoutQueue.ModifyDelayed(_timeoutWork, remaining);
        }

        _jobListLock.Unlock();
    }

    /// <summary>
    /// Ends the scheduler (<c>drm_sched_fini()</c>). All entities must have been ended. Jobs that the hardware still
    /// has are cancelled if the driver can do that; else they leak.
    /// </summary>
    public async KTask FiniAsync()
    {
        await StopWorkqueueAsync();
        foreach (DrmSchedRq runQueue in _runQueues)
        {
            int count = runQueue.EntityCount;
            Simulation.Warn(count != 0, $"{Name} ends with {count} entities on a run queue");
        }

        JobScheduled.WakeUpAll();
        await _timeoutWork.CancelSyncAsync();
        LinkedListNode<DrmSchedJob>? previous;
        for (LinkedListNode<DrmSchedJob>? node = _pending.Last; node is not null && Ops.CanCancelJobs; node = previous)
        {
            previous = node.Previous;
            Ops.CancelJob(node.Value);
            _pending.Remove(node);
            await Ops.FreeJobAsync(node.Value);
        }

        if (_ownsSubmitQueue)
        {
            await _submitQueue.DestroyAsync();
        }

        IsReady = false;
        _runQueues = [];
        if (_pending.Count != 0)
        {
            Simulation.Log.Warning("Tearing down scheduler while jobs are pending!");
        }
    }

    /// <summary>drm_sched_start_timeout; the lock is held.</summary>
    private void StartTimeout()
    {
        _jobListLock.AssertHeld();
        if (!_timeout.IsInfinite && _pending.Count != 0)
        {
            _timeoutQueue.ModifyDelayed(_timeoutWork, _timeout);
        }
    }

    private void StartTimeoutUnlocked()
    {
        _jobListLock.Lock();
        StartTimeout();
        _jobListLock.Unlock();
    }

    /// <summary>drm_sched_job_timedout.</summary>
    private async KTask JobTimedOutAsync()
    {
        DrmGpuSchedStat status = DrmGpuSchedStat.Reset;
        _jobListLock.Lock();
        DrmSchedJob? job = _pending.First?.Value;
        if (job is not null)
        {
            // Off the list, so that nobody frees it meanwhile; drm_sched_stop puts it back.
            _pending.Remove(job.PendingNode);
        }

        _jobListLock.Unlock();
        if (job is not null)
        {
            status = await Ops.TimedoutJobAsync(job);
            if (_freeGuilty)
            {
                await Ops.FreeJobAsync(job);
                _freeGuilty = false;
            }

            if (status == DrmGpuSchedStat.NoHang)
            {
                _jobListLock.Lock();
                _pending.AddFirst(job.PendingNode);
                QueueFreeWork();
                _jobListLock.Unlock();
            }
        }

        if (status != DrmGpuSchedStat.NoDevice)
        {
            StartTimeoutUnlocked();
        }
    }
}
