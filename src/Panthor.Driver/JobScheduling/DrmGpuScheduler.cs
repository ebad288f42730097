using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

/// <summary>
/// Gives jobs of entities to one hardware queue as their dependencies and the credits allow
/// (<c>struct drm_gpu_scheduler</c>), watches how long they take, and frees them.
/// </summary>
public sealed partial class DrmGpuScheduler
{
    private static readonly LockClass s_jobListLock = new("drm_gpu_scheduler.job_list_lock");

    private readonly LinkedList<DrmSchedJob> _pending = new();
    private readonly SpinLock _jobListLock;
    private readonly Workqueue _submitQueue;
    private readonly Workqueue _timeoutQueue;
    private readonly bool _ownsSubmitQueue;
    private readonly Work _runWork;
    private readonly Work _freeWork;
    private readonly DelayedWork _timeoutWork;
    private readonly int _hangLimit;
    private DrmSchedRq[] _runQueues;
    private Duration _timeout;
    private bool _freeGuilty;

    private DrmGpuScheduler(DmaFences fences, DrmSchedInitArgs args)
    {
        Simulation simulation = fences.Simulation;
        Fences = fences;
        Ops = args.Ops;
        Name = args.Name;
        NameMemory = args.NameMemory;
        Policy = args.Policy;
        CreditLimit = args.CreditLimit;
        _hangLimit = args.HangLimit;
        _timeout = args.Timeout;
        _ownsSubmitQueue = args.SubmitWorkqueue is null;
        _submitQueue = args.SubmitWorkqueue ?? new Workqueue(simulation, args.Name, WorkqueueKind.Ordered);
        _timeoutQueue = args.TimeoutWorkqueue ?? simulation.SystemWorkqueue;
        _jobListLock = new SpinLock(simulation, s_jobListLock);
        _runWork = new Work(simulation, "drm_sched_run_job_work", RunJobWorkAsync);
        _freeWork = new Work(simulation, "drm_sched_free_job_work", FreeJobWorkAsync);
        _timeoutWork = new DelayedWork(simulation, "drm_sched_job_timedout", JobTimedOutAsync);
        JobScheduled = new WaitQueue(simulation, "drm_gpu_scheduler.job_scheduled");
        _runQueues = new DrmSchedRq[args.RunQueueCount];
        for (int i = 0; i < _runQueues.Length; i++)
        {
            _runQueues[i] = new DrmSchedRq(this);
        }

        IsReady = true;
    }

    /// <summary>The fences of the machine.</summary>
    public DmaFences Fences { get; }

    /// <summary>The machine.</summary>
    public Simulation Simulation => Fences.Simulation;

    /// <summary>The driver.</summary>
    public IDrmSchedBackendOps Ops { get; }

    /// <summary>The name of its fences' timelines.</summary>
    public string Name { get; }

    /// <summary>The memory of the name, if the driver frees it.</summary>
    internal TrackedObject? NameMemory { get; }

    /// <summary>Which entity of a run queue goes next.</summary>
    public DrmSchedPolicy Policy { get; }

    /// <summary>How many credits the jobs that the hardware has may use up together.</summary>
    public uint CreditLimit { get; }

    /// <summary>How many they use up at present.</summary>
    public uint CreditCount { get; private set; }

    /// <summary>How loaded it is: entities with jobs and jobs that are not done.</summary>
    public int Score { get; internal set; }

    /// <summary>How long a job may take.</summary>
    public Duration Timeout => _timeout;

    /// <summary>Whether it takes jobs (<c>drm_sched_wqueue_ready()</c>): false after the end.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether jobs are neither run nor freed (<c>drm_sched_is_stopped()</c>).</summary>
    public bool IsStopped { get; private set; }

    /// <summary>How many run queues it has.</summary>
    public int RunQueueCount => _runQueues.Length;

    /// <summary>
    /// The jobs that the hardware has, or that are done and not freed yet, the oldest first
    /// (<c>drm_sched_for_each_pending_job()</c>).
    /// </summary>
    public IReadOnlyList<DrmSchedJob> PendingJobs => [.. _pending];

    /// <summary>Woken whenever a job was given to the hardware.</summary>
    internal WaitQueue JobScheduled { get; }

    /// <summary>Makes a scheduler (<c>drm_sched_init()</c>).</summary>
    /// <param name="fences">The fences of the machine.</param>
    /// <param name="args">How it is set up.</param>
    /// <returns><see cref="Errno.EINVAL"/> for too many run queues, <see cref="Errno.ENOMEM"/>.</returns>
    public static KernelResult<DrmGpuScheduler> Create(DmaFences fences, DrmSchedInitArgs args)
    {
        ArgumentNullException.ThrowIfNull(fences);
        ArgumentNullException.ThrowIfNull(args);
        if (args.RunQueueCount > (int)DrmSchedPriority.Count)
        {
            fences.Simulation.Log.Error("drm_sched_init: num_rqs cannot be greater than DRM_SCHED_PRIORITY_COUNT");
            return KernelResult.Fail(
                Errno.EINVAL, $"{args.RunQueueCount} run queues are more than {(int)DrmSchedPriority.Count}");
        }

        if (SyncFaultPoints.FailsToAllocate(fences.Simulation, "drm_sched_rq", out KernelResult failure))
        {
            fences.Simulation.Log.Error("drm_sched_init: Failed to setup GPU scheduler--out of memory");
            return failure;
        }

        return new DrmGpuScheduler(fences, args);
    }

    /// <summary>The ready scheduler with the least load, or null (<c>drm_sched_pick_best()</c>).</summary>
    public static DrmGpuScheduler? PickBest(ReadOnlySpan<DrmGpuScheduler> schedulers)
    {
        DrmGpuScheduler? best = null;
        foreach (DrmGpuScheduler scheduler in schedulers)
        {
            if (!scheduler.IsReady)
            {
                scheduler.Simulation.Log.Warning($"scheduler {scheduler.Name} is not ready, skipping");
            }
            else if (best is null || scheduler.Score < best.Score)
            {
                best = scheduler;
            }
        }

        return best;
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    internal DrmSchedRq RunQueue(DrmSchedPriority priority) => _runQueues[(int)priority];

    /// <summary>drm_sched_wakeup: an entity may have a job that is ready.</summary>
    internal void Wakeup() => QueueRunWork();

    /// <summary>drm_sched_can_queue: whether the credits suffice for the first job of an entity.</summary>
    internal bool CanQueue(DrmSchedEntity entity)
    {
        if (entity.Peek() is not { } job)
        {
            return false;
        }

        if (Simulation.Warn(job.Credits > CreditLimit, "Jobs may not exceed the credit limit, truncate."))
        {
            job.Credits = CreditLimit;
        }

        Simulation.Warn(CreditCount > CreditLimit, $"{Name} has given out {CreditCount} of {CreditLimit} credits");
        return CreditCount + job.Credits <= CreditLimit;
    }

    /// <summary>
    /// drm_sched_job_done: the hardware is done with a job, or never got it. May be called in atomic context.
    /// </summary>
    internal void JobDone(DrmSchedJob job, Errno errno)
    {
        DrmSchedFence fences = job.Fences;
        CreditCount -= job.Credits;
        Score--;
        DmaFence finished = fences.Finished;
        Simulation.Events.Record(SchedEvents.JobDone, finished.Context, finished.Seqno);
        finished.Get();
        fences.SignalFinished(errno);
        finished.Put();
        QueueFreeWork();
    }

    private void QueueRunWork()
    {
        if (!IsStopped)
        {
            _submitQueue.Queue(_runWork);
        }
    }

    private void QueueFreeWork()
    {
        if (!IsStopped)
        {
            _submitQueue.Queue(_freeWork);
        }
    }

    /// <summary>drm_sched_select_entity.</summary>
    private DrmSchedEntity? SelectEntity()
    {
        foreach (DrmSchedRq runQueue in _runQueues)
        {
            if (runQueue.TrySelect(out DrmSchedEntity? entity))
            {
                return entity;
            }
        }

        return null;
    }

    /// <summary>drm_sched_run_job_work: gives one job to the hardware, then queues itself again.</summary>
    private async KTask RunJobWorkAsync()
    {
        if (SelectEntity() is not { } entity)
        {
            return;
        }

        await Simulation.PreemptionPoint(ChoiceKind.Other);
        if (await entity.PopJobAsync() is not { } job)
        {
            entity.Idle.CompleteAll();
            QueueRunWork();
            return;
        }

        DrmSchedFence fences = job.Fences;
        CreditCount += job.Credits;
        _jobListLock.Lock();
        _pending.AddLast(job.PendingNode);
        StartTimeout();
        _jobListLock.Unlock();
        entity.Trace(SchedEvents.JobRun, job);

        KernelResult<DmaFence?> result = await Ops.RunJobAsync(job);
        entity.Idle.CompleteAll();
        DmaFence? fence = result.IsOk ? result.Value : null;
        fences.SignalScheduled(fence);
        if (fence is null)
        {
            JobDone(job, result.Errno);
        }
        else
        {
            if (!fence.AddCallback(job.Callback))
            {
                JobDone(job, fence.Error);
            }

            fence.Put();
        }

        JobScheduled.WakeUp();
        QueueRunWork();
    }

    /// <summary>drm_sched_free_job_work: frees all jobs at the head of the list that are finished.</summary>
    private async KTask FreeJobWorkAsync()
    {
        while (TakeFinishedJob() is { } job)
        {
            await Ops.FreeJobAsync(job);
        }

        QueueRunWork();
    }

    /// <summary>drm_sched_get_finished_job.</summary>
    private DrmSchedJob? TakeFinishedJob()
    {
        _jobListLock.Lock();
        DrmSchedJob? job = _pending.First?.Value;
        if (job is not null && job.Fences.Finished.IsSignaled())
        {
            _pending.Remove(job.PendingNode);
            _timeoutWork.Cancel();
            if (_pending.First?.Value is { } next)
            {
                if (next.Fences.Scheduled.HasSignaledFlag)
                {
                    // The next job has really begun when this one was finished.
                    next.Fences.Scheduled.Timestamp = job.Fences.Finished.Timestamp;
                }

                StartTimeout();
            }
        }
        else
        {
            job = null;
        }

        _jobListLock.Unlock();
        return job;
    }
}
