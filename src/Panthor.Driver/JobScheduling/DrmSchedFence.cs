using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

/// <summary>
/// The two fences of a job (<c>struct drm_sched_fence</c>): one is signalled when it is given to the hardware, the
/// other when it is finished. They share a lock; the finished one keeps the scheduled one alive.
/// </summary>
public sealed class DrmSchedFence
{
    private static readonly LockClass s_lock = new("drm_sched_fence.lock");

    private readonly Half _scheduled;
    private readonly Half _finished;
    private readonly SpinLock _lock;

    /// <summary>Allocates the fences, which are nothing yet (<c>drm_sched_fence_alloc()</c>).</summary>
    internal DrmSchedFence(DmaFences fences, object? owner, ulong clientId)
    {
        _scheduled = new Half(fences, this);
        _finished = new Half(fences, this);
        _lock = new SpinLock(fences.Simulation, s_lock);
        Owner = owner;
        ClientId = clientId;
    }

    /// <summary>Signalled when the job is given to the hardware (<c>scheduled</c>).</summary>
    public DmaFence Scheduled => _scheduled;

    /// <summary>Signalled when the job is over, with its error (<c>finished</c>).</summary>
    public DmaFence Finished => _finished;

    /// <summary>The fence of the hardware, or null (<c>parent</c>). Drivers set it anew after a reset.</summary>
    public DmaFence? Parent { get; set; }

    /// <summary>The scheduler; null before the job is armed.</summary>
    public DrmGpuScheduler? Scheduler { get; private set; }

    /// <summary>Who submitted the job, for debugging.</summary>
    public object? Owner { get; }

    /// <summary>The client that submitted the job.</summary>
    public ulong ClientId { get; }

    /// <summary>
    /// Whether jobs of the same scheduler wait until this one is finished, not just scheduled
    /// (<c>DRM_SCHED_FENCE_DONT_PIPELINE</c>).
    /// </summary>
    public bool DontPipeline { get; set; }

    /// <summary>The pair that a fence is one of, or null (<c>to_drm_sched_fence()</c>).</summary>
    public static DrmSchedFence? From(DmaFence? fence) => (fence as Half)?.Pair;

    /// <summary>Gives the fences their places on the timelines of an entity (<c>drm_sched_fence_init()</c>).</summary>
    internal void Init(DrmSchedEntity entity, DrmGpuScheduler scheduler)
    {
        Scheduler = scheduler;
        uint seqno = ++entity.FenceSeqno;
        _scheduled.Init(_lock, entity.FenceContext, seqno);
        _finished.Init(_lock, entity.FenceContext + 1, seqno);
    }

    /// <summary>The job was given to the hardware (<c>drm_sched_fence_scheduled()</c>).</summary>
    /// <param name="parent">The fence of the hardware, or null; takes its own reference.</param>
    internal void SignalScheduled(DmaFence? parent)
    {
        if (parent is not null)
        {
            Parent = parent.Get();
        }

        _scheduled.Signal();
    }

    /// <summary>The job is over (<c>drm_sched_fence_finished()</c>).</summary>
    internal void SignalFinished(Errno errno)
    {
        if (errno != Errno.None)
        {
            _finished.SetError(errno);
        }

        _finished.Signal();
    }

    /// <summary>The job was armed but never pushed: nobody waits for it.</summary>
    internal void Abandon()
    {
        _scheduled.IsAbandoned = true;
        _finished.IsAbandoned = true;
    }

    private sealed class Half(DmaFences fences, DrmSchedFence pair) : DmaFence(fences)
    {
        internal DrmSchedFence Pair { get; } = pair;

        protected override string GetDriverName() => "drm_sched";

        protected override string GetTimelineName() => Pair.Scheduler?.Name ?? "";

        protected override void AssertNameAlive() =>
            Pair.Scheduler?.NameMemory?.AssertAlive("drm_sched_fence_get_timeline_name");

        protected override void OnRelease()
        {
            if (ReferenceEquals(this, Pair._finished))
            {
                Pair._scheduled.Put();
                return;
            }

            Pair.Parent?.Put();
            Pair.Parent = null;
        }
    }
}
