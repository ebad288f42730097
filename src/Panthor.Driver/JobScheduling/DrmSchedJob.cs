using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

/// <summary>
/// A job of the scheduler (<c>struct drm_sched_job</c>); drivers derive theirs. It is made in three steps:
/// <see cref="Init"/>, <see cref="Arm"/> (from here on it must be pushed) and <see cref="DrmSchedEntity.PushJob"/>.
/// </summary>
public class DrmSchedJob
{
    private readonly List<DmaFence?> _dependencies = [];
    private readonly HardwareCallback _hardwareCallback;
    private bool _pushed;

    /// <summary>A job that is nothing yet.</summary>
    public DrmSchedJob()
    {
        _hardwareCallback = new HardwareCallback(this);
        PendingNode = new LinkedListNode<DrmSchedJob>(this);
    }

    /// <summary>Its fences; null before <see cref="Init"/> and after <see cref="Cleanup"/> (<c>s_fence</c>).</summary>
    public DrmSchedFence? SFence { get; private set; }

    /// <summary>The scheduler; null before the job is armed (<c>sched</c>).</summary>
    public DrmGpuScheduler? Scheduler { get; private set; }

    /// <summary>The entity as long as the job waits in its queue (<c>entity</c>).</summary>
    public DrmSchedEntity? Entity { get; internal set; }

    /// <summary>How much of the scheduler's limit it uses up (<c>credits</c>).</summary>
    public uint Credits { get; internal set; }

    /// <summary>The priority of its entity when it was armed (<c>s_priority</c>).</summary>
    public DrmSchedPriority Priority { get; private set; }

    /// <summary>When it was pushed (<c>submit_ts</c>).</summary>
    public VirtualTime SubmitTime { get; internal set; }

    /// <summary>How often it hung (<c>karma</c>).</summary>
    public int Karma { get; internal set; }

    /// <summary>
    /// What must be signalled before it runs, at most one fence a context, in the order in which they came.
    /// </summary>
    public IEnumerable<DmaFence> Dependencies
    {
        get
        {
            foreach (DmaFence? fence in _dependencies)
            {
                if (fence is not null)
                {
                    yield return fence;
                }
            }
        }
    }

    /// <summary>Its fences, which must be there.</summary>
    internal DrmSchedFence Fences => SFence
        ?? throw new InvalidOperationException("The job has no fences: it was not initialised, or was cleaned up.");

    internal LinkedListNode<DrmSchedJob> PendingNode { get; }

    internal DmaFenceCallback Callback => _hardwareCallback;

    internal int LastDependency { get; set; }

    internal KilledJob? Killed { get; set; }

    /// <summary>Prepares the job for an entity (<c>drm_sched_job_init()</c>).</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="credits">How much of the scheduler's limit it uses up, at least 1.</param>
    /// <param name="owner">Who submits it, for debugging.</param>
    /// <param name="clientId">The client that submits it.</param>
    /// <returns>
    /// <see cref="Errno.ENOENT"/> if the entity has no run queue, <see cref="Errno.EINVAL"/> for no credits,
    /// <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public KernelResult Init(DrmSchedEntity entity, uint credits, object? owner = null, ulong clientId = 0)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (!entity.HasRunQueue)
        {
            entity.Simulation.Log.Error("drm_sched_job_init: entity has no rq!");
            return KernelResult.Fail(Errno.ENOENT, "the entity has no run queue: no scheduler is ready");
        }

        if (credits == 0)
        {
            entity.Simulation.Log.Error("*ERROR* drm_sched_job_init: credits cannot be 0!");
            return KernelResult.Fail(Errno.EINVAL, "a job needs at least 1 credit");
        }

        if (SyncFaultPoints.FailsToAllocate(entity.Simulation, "drm_sched_fence", out KernelResult failure))
        {
            return failure;
        }

        Entity = entity;
        Credits = credits;
        SFence = new DrmSchedFence(entity.DmaFences, owner, clientId);
        Scheduler = null;
        LastDependency = 0;
        _pushed = false;
        return KernelResult.Ok;
    }

    /// <summary>
    /// Gives the job its place in the order of its entity (<c>drm_sched_job_arm()</c>): its fences may be published
    /// now, and it must be pushed, under the same lock as other jobs of the entity.
    /// </summary>
    public void Arm()
    {
        DrmSchedEntity entity = Entity ?? throw new InvalidOperationException("The job was not initialised.");
        entity.SelectRunQueue();
        Scheduler = entity.Scheduler;
        Priority = entity.Priority;
        Fences.Init(entity, Scheduler);
    }

    /// <summary>
    /// Has the job wait for a fence (<c>drm_sched_job_add_dependency()</c>); of one context only the latest counts.
    /// </summary>
    /// <param name="fence">The fence; its reference is taken over in any case. Null is nothing.</param>
    /// <returns><see cref="Errno.ENOMEM"/>.</returns>
    public KernelResult AddDependency(DmaFence? fence)
    {
        if (fence is null)
        {
            return KernelResult.Ok;
        }

        for (int i = 0; i < _dependencies.Count; i++)
        {
            if (_dependencies[i] is not { } entry || entry.Context != fence.Context)
            {
                continue;
            }

            if (fence.IsLaterThan(entry))
            {
                entry.Put();
                _dependencies[i] = fence;
            }
            else
            {
                fence.Put();
            }

            return KernelResult.Ok;
        }

        if (SyncFaultPoints.FailsToAllocate(fence.Simulation, "xa_node", out KernelResult failure))
        {
            fence.Put();
            return failure;
        }

        _dependencies.Add(fence);
        return KernelResult.Ok;
    }

    /// <summary>
    /// Has the job wait for a point of a syncobj (<c>drm_sched_job_add_syncobj_dependency()</c>).
    /// </summary>
    /// <returns>As <see cref="SyncobjTable.FindFence"/>; <see cref="Errno.ENOMEM"/>.</returns>
    public KernelResult AddSyncobjDependency(SyncobjTable file, uint handle, ulong point)
    {
        ArgumentNullException.ThrowIfNull(file);
        KernelResult<DmaFence> fence = file.FindFence(handle, point);
        return fence.IsOk ? AddDependency(fence.Value) : fence.WithoutValue();
    }

    /// <summary>
    /// Has the job wait for the fences of a reservation, whose lock must be held
    /// (<c>drm_sched_job_add_resv_dependencies()</c>).
    /// </summary>
    /// <returns><see cref="Errno.ENOMEM"/>.</returns>
    public KernelResult AddResvDependencies(DmaResv resv, DmaResvUsage usage)
    {
        ArgumentNullException.ThrowIfNull(resv);
        foreach ((DmaFence fence, DmaResvUsage _) in resv.FencesFor(usage))
        {
            KernelResult result = AddDependency(fence.Get());
            if (!result.IsOk)
            {
                return result;
            }
        }

        return KernelResult.Ok;
    }

    /// <summary>Whether a fence is one of the dependencies (<c>drm_sched_job_has_dependency()</c>).</summary>
    public bool HasDependency(DmaFence fence) => _dependencies.Contains(fence);

    /// <summary>
    /// Whether the hardware or the scheduler is done with the job (<c>drm_sched_job_is_signaled()</c>); the scheduler
    /// must be stopped.
    /// </summary>
    public bool IsSignaled()
    {
        Scheduler!.Simulation.Warn(
            !Scheduler.IsStopped, "drm_sched_job_is_signaled while the scheduler is not stopped");
        return Fences.Parent?.IsSignaled() == true || Fences.Finished.IsSignaled();
    }

    /// <summary>
    /// Puts the fences and dependencies (<c>drm_sched_job_cleanup()</c>): when the job is freed, or given up before it
    /// was pushed.
    /// </summary>
    public void Cleanup()
    {
        if (Fences.Finished.ReferenceCount != 0)
        {
            if (!_pushed)
            {
                Fences.Abandon();
            }

            Fences.Finished.Put();
        }

        SFence = null;
        foreach (DmaFence? fence in _dependencies)
        {
            fence?.Put();
        }

        _dependencies.Clear();
    }

    internal void MarkPushed() => _pushed = true;

    /// <summary>How many places for dependencies are in use, empty ones included.</summary>
    internal int DependencyCount => _dependencies.Count;

    internal DmaFence? DependencyAt(int index) => index < _dependencies.Count ? _dependencies[index] : null;

    /// <summary>Takes a dependency out, with its reference (<c>xa_erase()</c>).</summary>
    internal DmaFence? TakeDependency(int index)
    {
        DmaFence? fence = _dependencies[index];
        _dependencies[index] = null;
        return fence;
    }

    private sealed class HardwareCallback(DrmSchedJob job) : DmaFenceCallback
    {
        protected internal override void Invoke(DmaFence fence) => job.Scheduler!.JobDone(job, fence.Error);
    }
}
