using System;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// A timeline of a driver: a context number, the lock that its fences share, and the sequence numbers given out so far
/// (what <c>panthor_queue.fence_ctx</c> and its likes hold).
/// </summary>
public sealed class DmaFenceContext
{
    private readonly DmaFences _fences;

    /// <summary>Makes a timeline without fences.</summary>
    /// <param name="fences">The fences of the machine.</param>
    /// <param name="driverName">Who issues its fences: "panthor".</param>
    /// <param name="timelineName">Its name: "queue-fence".</param>
    /// <param name="lockClass">What lockdep knows the lock by.</param>
    public DmaFenceContext(DmaFences fences, string driverName, string timelineName, LockClass lockClass)
    {
        ArgumentNullException.ThrowIfNull(fences);
        _fences = fences;
        DriverName = driverName;
        TimelineName = timelineName;
        Id = fences.AllocateContext();
        Lock = new SpinLock(fences.Simulation, lockClass);
    }

    /// <summary>Who issues the fences.</summary>
    public string DriverName { get; }

    /// <summary>The name of the timeline.</summary>
    public string TimelineName { get; }

    /// <summary>The number of the context.</summary>
    public ulong Id { get; }

    /// <summary>The lock of all its fences.</summary>
    public SpinLock Lock { get; }

    /// <summary>The sequence number of the newest fence; 0 before the first.</summary>
    public ulong LastSeqno { get; private set; }

    /// <summary>A fence that is nothing yet; <see cref="Emit"/> makes it the next of this timeline.</summary>
    public DmaFence Allocate() => new TimelineFence(this, _fences);

    /// <summary>
    /// Makes an allocated fence the next of this timeline (<c>dma_fence_init()</c> with the next number).
    /// </summary>
    public void Emit(DmaFence fence)
    {
        ArgumentNullException.ThrowIfNull(fence);
        fence.Init(Lock, Id, ++LastSeqno);
    }

    /// <summary>Allocates the next fence of this timeline.</summary>
    /// <returns>A fence with one reference, which the caller owns.</returns>
    public DmaFence NewFence()
    {
        DmaFence fence = Allocate();
        Emit(fence);
        return fence;
    }

    private sealed class TimelineFence(DmaFenceContext context, DmaFences fences) : DmaFence(fences)
    {
        protected override string GetDriverName() => context.DriverName;

        protected override string GetTimelineName() => context.TimelineName;
    }
}
