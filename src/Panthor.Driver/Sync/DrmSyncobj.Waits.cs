using System;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

public sealed partial class DrmSyncobj
{
    /// <summary>How long <see cref="FindFenceAsync"/> waits for a fence to be submitted.</summary>
    public static readonly Duration WaitForSubmitTimeout = Duration.FromSeconds(5);

    /// <summary>
    /// The fence of a point, if need be after it was submitted (<c>drm_syncobj_find_fence()</c>).
    /// </summary>
    /// <param name="point">The point; 0 for the present fence.</param>
    /// <param name="flags"><c>DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT</c> or 0.</param>
    /// <returns>
    /// The fence with a reference for the caller; <see cref="Errno.EINVAL"/> for other flags, or if none is submitted
    /// and none is waited for; <see cref="Errno.ETIME"/> after 5 s; <see cref="Errno.ERESTARTSYS"/>.
    /// </returns>
    public async KTask<KernelResult<DmaFence>> FindFenceAsync(ulong point, ulong flags)
    {
        if ((flags & ~(ulong)DrmSyncobjFlags.DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT) != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"flags 0x{flags:x} have bits other than WAIT_FOR_SUBMIT");
        }

        bool waits = flags != 0;
        if (waits)
        {
            Simulation.MightSleep();
            Simulation.AssertNoneHeld();
        }

        KernelResult<DmaFence> result = FindFence(point);
        if (result.IsOk || !waits)
        {
            return result;
        }

        WaitQueue wake = new(Simulation, "drm_syncobj");
        WaitEntry entry = new(wake, point);
        AddWait(entry);
        VirtualTime deadline = Simulation.Now + WaitForSubmitTimeout;
        Errno errno = Errno.None;
        while (entry.Taken is null && errno == Errno.None)
        {
            errno = await wake.Park(deadline - Simulation.Now, WaitMode.Interruptible);
        }

        RemoveWait(entry);
        if (entry.Taken is { } fence)
        {
            return fence;
        }

        return errno == Errno.ETIMEDOUT
            ? KernelResult.Fail(Errno.ETIME, $"point {point} was not submitted within {WaitForSubmitTimeout}")
            : errno;
    }

    /// <summary>
    /// Has an event counted when a point is signalled, or submitted (<c>drm_syncobj_add_eventfd()</c>).
    /// </summary>
    /// <param name="target">The event; takes its own reference.</param>
    /// <param name="point">The point; 0 for the present fence.</param>
    /// <param name="available">Whether it is enough that the point is submitted.</param>
    public void AddEvent(EventFd target, ulong point, bool available)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Get();
        EventEntry entry = new(target, point, available);
        _lock.Lock();
        if (!entry.TryFire(this))
        {
            _events.Add(entry);
        }

        _lock.Unlock();
    }

    /// <summary>drm_syncobj_fence_add_wait: the entry gets the fence at once, or when it is submitted.</summary>
    internal void AddWait(WaitEntry entry)
    {
        if (entry.Taken is not null)
        {
            return;
        }

        _lock.Lock();
        if (!entry.TryTake(this))
        {
            _waits.Add(entry);
        }

        _lock.Unlock();
    }

    /// <summary>drm_syncobj_remove_wait.</summary>
    internal void RemoveWait(WaitEntry entry)
    {
        _lock.Lock();
        _waits.Remove(entry);
        _lock.Unlock();
    }

    /// <summary>One point of one syncobj that a task waits for (<c>struct syncobj_wait_entry</c>).</summary>
    internal sealed class WaitEntry(WaitQueue wake, ulong point) : DmaFenceCallback
    {
        internal readonly WaitQueue Wake = wake;

        /// <summary>The fence of the point, with a reference; null as long as none is submitted.</summary>
        internal DmaFence? Taken;

        /// <summary>Whether it was added to the fence as a callback.</summary>
        internal bool IsCallback;

        /// <summary>Takes the fence of the point if it is submitted.</summary>
        internal bool TryTake(DrmSyncobj syncobj)
        {
            DmaFence? fence = syncobj.TryFind(point, out bool found);
            if (found)
            {
                Taken = fence ?? syncobj.Fences.GetStub();
            }

            return found;
        }

        protected internal override void Invoke(DmaFence fence) => Wake.WakeUpAll();
    }

    /// <summary>One point that an event is to be counted for (<c>struct syncobj_eventfd_entry</c>).</summary>
    private sealed class EventEntry(EventFd target, ulong point, bool available) : DmaFenceCallback
    {
        internal readonly EventFd Target = target;

        private DmaFence? _fence;

        /// <summary>Leaves the syncobj if the point is submitted: counts the event, or has the fence do it.</summary>
        internal bool TryFire(DrmSyncobj syncobj)
        {
            DmaFence? fence = syncobj.TryFind(point, out bool found);
            if (!found)
            {
                return false;
            }

            _fence = fence ?? syncobj.Fences.GetStub();
            if (available || !_fence.AddCallback(this))
            {
                Count();
            }

            return true;
        }

        protected internal override void Invoke(DmaFence fence) => Count();

        private void Count()
        {
            Target.Signal();
            Target.Put();
            _fence!.Put();
        }
    }
}
