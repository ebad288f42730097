using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>
/// A box for a fence that user space refers to by a handle (<c>struct drm_syncobj</c>). A binary syncobj holds one
/// fence, which can be replaced; a timeline holds a chain, to which points are added.
/// </summary>
public sealed partial class DrmSyncobj
{
    private static readonly LockClass s_lock = new("drm_syncobj.lock");

    private readonly RefCount _references;
    private readonly SpinLock _lock;
    private readonly List<WaitEntry> _waits = [];
    private readonly List<EventEntry> _events = [];
    private DmaFence? _fence;

    /// <summary>Makes a syncobj (<c>drm_syncobj_create()</c>) with one reference, which the caller owns.</summary>
    /// <param name="fences">The fences of the machine.</param>
    /// <param name="signaled">Whether it is signalled from the beginning.</param>
    /// <param name="fence">Its fence, or null; takes its own reference.</param>
    public DrmSyncobj(DmaFences fences, bool signaled = false, DmaFence? fence = null)
    {
        ArgumentNullException.ThrowIfNull(fences);
        Fences = fences;
        _references = new RefCount(fences.Simulation, "drm_syncobj", Free);
        _lock = new SpinLock(fences.Simulation, s_lock);
        if (signaled)
        {
            AssignNullHandle();
        }

        if (fence is not null)
        {
            ReplaceFence(fence);
        }
    }

    /// <summary>The machine.</summary>
    public Simulation Simulation => Fences.Simulation;

    /// <summary>The fences of the machine.</summary>
    public DmaFences Fences { get; }

    /// <summary>How many references there are.</summary>
    public int ReferenceCount => _references.Count;

    /// <summary>How many waits and events expect a fence that is not submitted yet.</summary>
    public int PendingCount => _waits.Count + _events.Count;

    /// <summary>Takes a reference (<c>drm_syncobj_get()</c>).</summary>
    public void Get() => _references.Get();

    /// <summary>Gives a reference back (<c>drm_syncobj_put()</c>).</summary>
    public void Put() => _references.Put();

    /// <summary>The present fence, with a reference for the caller, or null (<c>drm_syncobj_fence_get()</c>).</summary>
    public DmaFence? GetFence() => _fence?.Get();

    /// <summary>Puts another fence in (<c>drm_syncobj_replace_fence()</c>); takes its own reference.</summary>
    /// <param name="fence">The fence, or null to empty the syncobj.</param>
    public void ReplaceFence(DmaFence? fence)
    {
        fence?.Get();
        _lock.Lock();
        DmaFence? old = _fence;
        _fence = fence;
        if (!ReferenceEquals(fence, old))
        {
            TellAll();
        }

        _lock.Unlock();
        old?.Put();
    }

    /// <summary>Adds a point to the timeline (<c>drm_syncobj_add_point()</c>).</summary>
    /// <param name="chain">An allocated link, which it takes over.</param>
    /// <param name="fence">What must be signalled for the point; takes its own reference.</param>
    /// <param name="point">The point; one that is not later than the newest is legal, but not wise.</param>
    public void AddPoint(DmaFenceChain chain, DmaFence fence, ulong point)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(fence);
        fence.Get();
        _lock.Lock();
        DmaFence? previous = _fence?.Get();
        if (previous is not null && previous.Seqno >= point)
        {
            Simulation.Log.Write(KernelLogLevel.Debug, "You are adding an unorder point to timeline!");
        }

        // The chain takes over the reference to the previous fence that the syncobj held; ours is for the walk below.
        chain.Init(_fence, fence, point);
        _fence = chain;
        TellAll();
        _lock.Unlock();

        // Walking once drops the links that are signalled.
        while (previous is not null)
        {
            previous = DmaFenceChain.Walk(previous);
        }
    }

    /// <summary>Puts a signalled fence in (<c>drm_syncobj_assign_null_handle()</c>).</summary>
    public void AssignNullHandle()
    {
        DmaFence stub = Fences.AllocatePrivateStub(Simulation.Now);
        ReplaceFence(stub);
        stub.Put();
    }

    /// <summary>The fence of a point, without waiting (<c>drm_syncobj_find_fence()</c> without flags).</summary>
    /// <param name="point">The point; 0 for the present fence.</param>
    /// <returns>The fence with a reference for the caller; <see cref="Errno.EINVAL"/> if none is submitted.</returns>
    public KernelResult<DmaFence> FindFence(ulong point)
    {
        DmaFence? fence = TryFind(point, out bool found);
        return found
            ? fence ?? Fences.GetStub()
            : KernelResult.Fail(Errno.EINVAL, point == 0
                ? "the syncobj has no fence"
                : $"point {point} of the syncobj was not submitted yet");
    }

    /// <summary>
    /// The last point that is signalled, or that was submitted (<c>drm_syncobj_query_ioctl()</c>); 0 without a
    /// timeline.
    /// </summary>
    public ulong Query(bool lastSubmitted)
    {
        if (_fence is not DmaFenceChain head)
        {
            return 0;
        }

        head.Get();
        ulong point = lastSubmitted ? head.Seqno : LastSignaled(head);
        head.Put();
        return point;
    }

    private static ulong LastSignaled(DmaFenceChain head)
    {
        DmaFence last = head.Get();
        for (DmaFence? link = head.Get(); link is not null; link = DmaFenceChain.Walk(link))
        {
            if (link.Context != head.Context)
            {
                link.Put();
                break;
            }

            last.Put();
            last = link.Get();
        }

        ulong point = last.IsSignaled() ? last.Seqno : ((DmaFenceChain)last).PreviousSeqno;
        last.Put();
        return point;
    }

    /// <summary>
    /// Looks for the fence of a point; found but null means that it is signalled and its link was dropped.
    /// </summary>
    private DmaFence? TryFind(ulong point, out bool found)
    {
        DmaFence? fence = _fence?.Get();
        found = fence is not null;
        if (fence is not null && DmaFenceChain.FindSeqno(ref fence, point) != Errno.None)
        {
            fence!.Put();
            fence = null;
            found = false;
        }

        return fence;
    }

    /// <summary>The fence has changed: those who expect a point look again. The lock is held.</summary>
    private void TellAll()
    {
        for (int i = 0; i < _waits.Count;)
        {
            WaitEntry entry = _waits[i];
            if (entry.TryTake(this))
            {
                _waits.RemoveAt(i);
                entry.Wake.WakeUpAll();
            }
            else
            {
                i++;
            }
        }

        for (int i = 0; i < _events.Count;)
        {
            if (_events[i].TryFire(this))
            {
                _events.RemoveAt(i);
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>drm_syncobj_free.</summary>
    private void Free()
    {
        ReplaceFence(null);
        foreach (EventEntry entry in _events)
        {
            entry.Target.Put();
        }

        _events.Clear();
    }
}
