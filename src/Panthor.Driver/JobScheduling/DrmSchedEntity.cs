using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

/// <summary>
/// A queue of jobs that run one after the other in the order in which they were pushed (<c>struct
/// drm_sched_entity</c>).
/// </summary>
public sealed partial class DrmSchedEntity
{
    private static readonly LockClass s_lock = new("drm_sched_entity.lock");

    private readonly SpinLock _lock;
    private readonly Queue<DrmSchedJob> _jobs = new();
    private readonly DependencyCallback _callback;
    private DrmGpuScheduler[]? _schedulers;
    private DrmSchedRq? _runQueue;
    private DmaFence? _dependency;
    private DmaFence? _lastScheduled;
    private SimTask? _lastUser;

    private DrmSchedEntity(
        DmaFences fences, DrmSchedPriority priority, DrmGpuScheduler[] schedulers, GuiltyMark? guilty)
    {
        DmaFences = fences;
        Priority = priority;
        Guilty = guilty;
        _schedulers = schedulers.Length > 1 ? schedulers : null;
        _lock = new SpinLock(fences.Simulation, s_lock);
        _callback = new DependencyCallback(this);
        Idle = new Completion(fences.Simulation, "drm_sched_entity.entity_idle");
        Idle.CompleteAll();
        FenceContext = fences.AllocateContext(2);
    }

    /// <summary>The machine.</summary>
    public Simulation Simulation => DmaFences.Simulation;

    /// <summary>Its priority; changes for the run queue only when the scheduler is chosen anew.</summary>
    public DrmSchedPriority Priority { get; private set; }

    /// <summary>
    /// The context of its scheduled fences; that of its finished fences is the next (<c>fence_context</c>).
    /// </summary>
    public ulong FenceContext { get; }

    /// <summary>How many jobs wait in it.</summary>
    public int QueuedCount => _jobs.Count;

    /// <summary>The fence that its first job waits for, or null (<c>dependency</c>).</summary>
    public DmaFence? Dependency => _dependency;

    /// <summary>Whether it was killed (<c>stopped</c>).</summary>
    public bool IsStopped { get; private set; }

    /// <summary>The mark by which its jobs are cancelled, or null.</summary>
    public GuiltyMark? Guilty { get; }

    /// <summary>The error of the last job that was given to the hardware (<c>drm_sched_entity_error()</c>).</summary>
    public Errno Error => _lastScheduled?.Error ?? Errno.None;

    /// <summary>The scheduler that its jobs go to at present.</summary>
    public DrmGpuScheduler Scheduler => _runQueue?.Scheduler
        ?? throw Simulation.Oops("Unable to handle kernel NULL pointer dereference: drm_sched_entity.rq");

    internal DmaFences DmaFences { get; }

    internal bool HasRunQueue => _runQueue is not null;

    internal uint FenceSeqno { get; set; }

    /// <summary>Completed as long as the scheduler does not handle a job of it (<c>entity_idle</c>).</summary>
    internal Completion Idle { get; }

    internal bool IsOnRunQueue { get; set; }

    internal VirtualTime OldestJobWaiting { get; set; }

    internal VirtualTime RoundRobinTime { get; set; }

    /// <summary>drm_sched_entity_is_ready: it has a job that does not wait.</summary>
    internal bool IsReady => _jobs.Count != 0 && _dependency is null;

    /// <summary>drm_sched_entity_is_idle.</summary>
    private bool IsIdle => !IsOnRunQueue || _jobs.Count == 0 || IsStopped;

    /// <summary>Makes an entity (<c>drm_sched_entity_init()</c>).</summary>
    /// <param name="priority">Its priority; if the scheduler has no such run queue, the lowest that it has.</param>
    /// <param name="schedulers">The schedulers that its jobs may go to, at least one.</param>
    /// <param name="guilty">The mark by which its jobs are cancelled, or null.</param>
    /// <returns><see cref="Errno.EINVAL"/> without a scheduler, <see cref="Errno.ENOMEM"/>.</returns>
    public static KernelResult<DrmSchedEntity> Create(
        DrmSchedPriority priority, DrmGpuScheduler[] schedulers, GuiltyMark? guilty = null)
    {
        if (schedulers is null || schedulers.Length == 0 || schedulers[0] is not { } first)
        {
            return KernelResult.Fail(Errno.EINVAL, "an entity needs a scheduler");
        }

        if (SyncFaultPoints.FailsToAllocate(first.Simulation, "drm_sched_entity_stats", out KernelResult failure))
        {
            return failure;
        }

        DrmSchedEntity entity = new(first.Fences, priority, schedulers, guilty);
        if (!first.IsReady)
        {
            first.Simulation.Log.Warning("drm_sched_entity_init: called with uninitialized scheduler");
            return entity;
        }

        if ((int)priority >= first.RunQueueCount)
        {
            first.Simulation.Log.Error(
                $"entity with out-of-bounds priority:{(int)priority} num_user_rqs:{first.RunQueueCount}");
            entity.Priority = (DrmSchedPriority)Math.Max(first.RunQueueCount - 1, 0);
        }

        entity._runQueue = first.RunQueue(entity.Priority);
        return entity;
    }

    /// <summary>Changes the priority (<c>drm_sched_entity_set_priority()</c>).</summary>
    public void SetPriority(DrmSchedPriority priority)
    {
        _lock.Lock();
        Priority = priority;
        _lock.Unlock();
    }

    /// <summary>Changes the schedulers that its jobs may go to (<c>drm_sched_entity_modify_sched()</c>).</summary>
    public void ModifySchedulers(DrmGpuScheduler[] schedulers)
    {
        ArgumentNullException.ThrowIfNull(schedulers);
        Simulation.Warn(schedulers.Length == 0, "an entity is given no scheduler");
        _lock.Lock();
        _schedulers = schedulers;
        _lock.Unlock();
    }

    /// <summary>
    /// Queues an armed job (<c>drm_sched_entity_push_job()</c>); it belongs to the scheduler from here on.
    /// </summary>
    public void PushJob(DrmSchedJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        DmaFence finished = job.Fences.Finished;
        Simulation.Warn(!finished.IsInitialized, "a job is pushed that was not armed");
        Trace(SchedEvents.JobQueue, job);
        foreach (DmaFence fence in job.Dependencies)
        {
            Simulation.Events.Record(
                SchedEvents.JobAddDep, finished.Context, finished.Seqno, fence.Context, fence.Seqno);
        }

        Scheduler.Score++;
        _lastUser = Simulation.Current;
        job.MarkPushed();
        job.SubmitTime = Simulation.Now;
        _lock.Lock();
        _jobs.Enqueue(job);
        if (_jobs.Count == 1 && _runQueue!.Add(this, job.SubmitTime) is { } scheduler)
        {
            scheduler.Wakeup();
        }

        _lock.Unlock();
    }

    internal DrmSchedJob? Peek() => _jobs.TryPeek(out DrmSchedJob? job) ? job : null;

    internal void Trace(EventId id, DrmSchedJob job)
    {
        DmaFence finished = job.Fences.Finished;
        Simulation.Events.Record(
            id, finished.Context, finished.Seqno, (ulong)_jobs.Count, job.Scheduler!.CreditCount);
    }

    /// <summary>
    /// Takes the first job if nothing holds it up (<c>drm_sched_entity_pop_job()</c>); else it waits for what does.
    /// </summary>
    internal async KTask<DrmSchedJob?> PopJobAsync()
    {
        if (Peek() is not { } job)
        {
            return null;
        }

        while ((_dependency = await NextDependencyAsync(job)) is not null)
        {
            if (WaitForDependency(job))
            {
                return null;
            }
        }

        DrmSchedFence fences = job.Fences;
        if (Guilty is { IsSet: true })
        {
            fences.Finished.SetError(Errno.ECANCELED);
        }

        DmaFence? before = _lastScheduled;
        _lastScheduled = fences.Finished.Get();
        before?.Put();
        _lock.Lock();
        _jobs.Dequeue();
        _runQueue!.Pop(this);
        _lock.Unlock();
        job.Entity = null;
        return job;
    }

    /// <summary>
    /// Chooses the least loaded scheduler if nothing is under way (<c>drm_sched_entity_select_rq()</c>).
    /// </summary>
    internal void SelectRunQueue()
    {
        if (_schedulers is not { } schedulers || _jobs.Count != 0 || _lastScheduled?.IsSignaled() == false)
        {
            return;
        }

        _lock.Lock();
        DrmSchedRq? runQueue = DrmGpuScheduler.PickBest(schedulers)?.RunQueue(Priority);
        if (!ReferenceEquals(runQueue, _runQueue))
        {
            _runQueue?.Remove(this);
            _runQueue = runQueue;
        }

        if (schedulers.Length == 1)
        {
            _schedulers = null;
        }

        _lock.Unlock();
    }

    /// <summary>drm_sched_job_dependency: the dependencies stay in the job, so that a kill can wait for all.</summary>
    private static async KTask<DmaFence?> NextDependencyAsync(DrmSchedJob job, DrmSchedEntity entity)
    {
        if (job.DependencyAt(job.LastDependency) is { } fence)
        {
            job.LastDependency++;
            return fence.Get();
        }

        return await job.Scheduler!.Ops.PrepareJobAsync(job, entity);
    }

    private KTask<DmaFence?> NextDependencyAsync(DrmSchedJob job) => NextDependencyAsync(job, this);

    /// <summary>drm_sched_entity_add_dependency_cb.</summary>
    /// <returns>False if there is nothing to wait for.</returns>
    private bool WaitForDependency(DrmSchedJob job)
    {
        DmaFence fence = _dependency!;
        if (fence.Context == FenceContext || fence.Context == FenceContext + 1)
        {
            fence.Put();
            return false;
        }

        if (fence.Error == Errno.None && DrmSchedFence.From(fence) is { DontPipeline: false } pair
            && ReferenceEquals(pair.Scheduler, Scheduler))
        {
            // The same scheduler keeps the order of what it gave to the hardware.
            _dependency = pair.Scheduled.Get();
            fence.Put();
            fence = _dependency;
        }

        if (!fence.HasSignaledFlag)
        {
            DmaFence finished = job.Fences.Finished;
            Simulation.Events.Record(
                SchedEvents.JobUnschedulable, finished.Context, finished.Seqno, fence.Context, fence.Seqno);
        }

        if (fence.AddCallback(_callback))
        {
            return true;
        }

        fence.Put();
        return false;
    }

    private sealed class DependencyCallback(DrmSchedEntity entity) : DmaFenceCallback
    {
        /// <summary>drm_sched_entity_wakeup.</summary>
        protected internal override void Invoke(DmaFence fence)
        {
            entity._dependency = null;
            fence.Put();
            entity.Scheduler.Wakeup();
        }
    }
}
