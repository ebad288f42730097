using System;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using static Panthor.Driver.Sync.DrmSyncobjFlags;

namespace Panthor.Driver.Sync;

public sealed partial class SyncobjTable
{
    /// <summary>A timeout so far away that no clock has to be set for it: a century.</summary>
    private static readonly Duration s_century = Duration.FromSeconds(100L * 365 * 24 * 3600);

    /// <summary>Waits for syncobjs (SYNCOBJ_WAIT).</summary>
    /// <param name="handles">Which; with none the call succeeds at once.</param>
    /// <param name="timeoutNsec">Until when, in ns since boot; 0 or the past only looks.</param>
    /// <param name="flags">WAIT_ALL, WAIT_FOR_SUBMIT, WAIT_DEADLINE; deadlines have no effect here.</param>
    /// <returns>
    /// The index of the first that is signalled, as far as it is known (else 0xffffffff); <see cref="Errno.EINVAL"/>
    /// for other flags or, without WAIT_FOR_SUBMIT, for a syncobj without a fence; <see cref="Errno.ENOENT"/> for an
    /// unknown handle; <see cref="Errno.ETIME"/>, <see cref="Errno.ERESTARTSYS"/>, <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public KTask<KernelResult<uint>> WaitAsync(UserArray<uint> handles, long timeoutNsec, uint flags = 0)
    {
        const uint Known = DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL | DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT
            | DRM_SYNCOBJ_WAIT_FLAGS_WAIT_DEADLINE;
        return WaitCoreAsync(handles, default, timeoutNsec, flags, Known);
    }

    /// <summary>Waits for points of timelines (SYNCOBJ_TIMELINE_WAIT).</summary>
    /// <param name="handles">Which; with none the call succeeds at once.</param>
    /// <param name="points">One point each; empty for 0 everywhere.</param>
    /// <param name="timeoutNsec">Until when, in ns since boot; 0 or the past only looks.</param>
    /// <param name="flags">As for <see cref="WaitAsync"/>, and WAIT_AVAILABLE.</param>
    /// <returns>As <see cref="WaitAsync"/>.</returns>
    public KTask<KernelResult<uint>> TimelineWaitAsync(
        UserArray<uint> handles, UserArray<ulong> points, long timeoutNsec, uint flags = 0)
    {
        const uint Known = DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL | DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT
            | DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE | DRM_SYNCOBJ_WAIT_FLAGS_WAIT_DEADLINE;
        return WaitCoreAsync(handles, points, timeoutNsec, flags, Known);
    }

    private async KTask<KernelResult<uint>> WaitCoreAsync(
        UserArray<uint> handles, UserArray<ulong> points, long timeoutNsec, uint flags, uint known)
    {
        if (UnknownFlags(flags, known, out KernelResult failure))
        {
            return failure;
        }

        if (handles.IsEmpty)
        {
            return uint.MaxValue;
        }

        KernelResult<ReadOnlyMemory<uint>> copied = await handles.GetAsync();
        if (!copied.IsOk)
        {
            return copied.WithoutValue();
        }

        if (!TryFindAll(copied.Value.Span, out DrmSyncobj[] syncobjs, out failure))
        {
            return failure;
        }

        Duration timeout = RelativeTimeout(timeoutNsec);
        KernelResult<ReadOnlyMemory<ulong>> values = await points.GetAsync();
        KernelResult<uint> result;
        if (!values.IsOk)
        {
            result = values.WithoutValue();
        }
        else if (SyncFaultPoints.FailsToAllocate(Simulation, "syncobj_wait_entry", out failure))
        {
            result = failure;
        }
        else
        {
            result = await ArrayWaitAsync(syncobjs, values.Value, timeout, flags);
        }

        PutAll(syncobjs);
        return result;
    }

    /// <summary>drm_syncobj_array_wait_timeout.</summary>
    private async KTask<KernelResult<uint>> ArrayWaitAsync(
        DrmSyncobj[] syncobjs, ReadOnlyMemory<ulong> points, Duration timeout, uint flags)
    {
        const uint Submit = DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT | DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE;
        bool waitsForSubmit = (flags & Submit) != 0;
        if (waitsForSubmit)
        {
            Simulation.MightSleep();
            Simulation.AssertNoneHeld();
        }

        WaitQueue wake = new(Simulation, "drm_syncobj_array_wait");
        var entries = new DrmSyncobj.WaitEntry[syncobjs.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = new DrmSyncobj.WaitEntry(wake, points.IsEmpty ? 0 : points.Span[i]);
        }

        KernelResult result = FirstLook(syncobjs, entries, flags, out uint first, out bool done);
        if (result.IsOk && !done)
        {
            for (int i = 0; waitsForSubmit && i < entries.Length; i++)
            {
                syncobjs[i].AddWait(entries[i]);
            }

            KernelResult<uint> waited = await WaitForEntriesAsync(wake, entries, timeout, flags);
            result = waited.WithoutValue();
            first = waited.IsOk && waited.Value != uint.MaxValue ? waited.Value : first;
        }

        for (int i = 0; i < entries.Length; i++)
        {
            syncobjs[i].RemoveWait(entries[i]);
            if (entries[i].IsCallback)
            {
                entries[i].Taken!.RemoveCallback(entries[i]);
            }

            entries[i].Taken?.Put();
        }

        return result.IsOk ? first : result;
    }

    /// <summary>Takes the fences that are there; without a flag to wait for submission all must be.</summary>
    private static KernelResult FirstLook(
        DrmSyncobj[] syncobjs, DrmSyncobj.WaitEntry[] entries, uint flags, out uint first, out bool done)
    {
        const uint Submit = DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT | DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE;
        bool available = (flags & DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE) != 0;
        int signaled = 0;
        first = uint.MaxValue;
        done = false;
        for (int i = 0; i < entries.Length; i++)
        {
            if (!entries[i].TryTake(syncobjs[i]))
            {
                if ((flags & Submit) != 0)
                {
                    continue;
                }

                return KernelResult.Fail(
                    Errno.EINVAL, $"syncobj {i} has no fence at that point and none is waited for");
            }

            if (available || entries[i].Taken!.IsSignaled())
            {
                first = signaled++ == 0 ? (uint)i : first;
            }
        }

        bool all = (flags & DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL) != 0;
        done = signaled == entries.Length || (signaled > 0 && !all);
        return KernelResult.Ok;
    }

    private async KTask<KernelResult<uint>> WaitForEntriesAsync(
        WaitQueue wake, DrmSyncobj.WaitEntry[] entries, Duration timeout, uint flags)
    {
        VirtualTime deadline = Simulation.Now + timeout;
        await Simulation.PreemptionPoint(ChoiceKind.Wait);
        while (true)
        {
            if (IsSatisfied(entries, flags, out uint first))
            {
                return first;
            }

            Duration left = timeout.IsInfinite ? timeout : deadline - Simulation.Now;
            if (left <= Duration.Zero)
            {
                return KernelResult.Fail(Errno.ETIME, "the timeout has passed");
            }

            if (Simulation.Current is { IsSignalled: true })
            {
                return Errno.ERESTARTSYS;
            }

            await wake.Park(left, WaitMode.Interruptible);
        }
    }

    private static bool IsSatisfied(DrmSyncobj.WaitEntry[] entries, uint flags, out uint first)
    {
        bool available = (flags & DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE) != 0;
        bool all = (flags & DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL) != 0;
        int signaled = 0;
        first = uint.MaxValue;
        for (int i = 0; i < entries.Length; i++)
        {
            DrmSyncobj.WaitEntry entry = entries[i];
            if (entry.Taken is not { } fence)
            {
                continue;
            }

            if (!available && !fence.IsSignaled())
            {
                if (entry.IsCallback || (entry.IsCallback = fence.AddCallback(entry)))
                {
                    continue;
                }
            }

            if (!all)
            {
                first = (uint)i;
                return true;
            }

            signaled++;
        }

        return signaled == entries.Length;
    }

    /// <summary>drm_timeout_abs_to_jiffies, without its rounding.</summary>
    private Duration RelativeTimeout(long timeoutNsec)
    {
        if (timeoutNsec <= Simulation.Now.Nanoseconds)
        {
            return Duration.Zero;
        }

        Duration left = new(timeoutNsec - Simulation.Now.Nanoseconds);
        return left > s_century ? Duration.Infinite : left;
    }
}
