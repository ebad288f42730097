using System;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using static Panthor.Driver.Sync.DrmSyncobjFlags;

namespace Panthor.Driver.Sync;

/// <content>The same ioctls with arrays in the client's memory, which are copied between the checks.</content>
public sealed partial class SyncobjTable
{
    /// <summary>Empties syncobjs (SYNCOBJ_RESET).</summary>
    /// <inheritdoc cref="Reset"/>
    public async KTask<KernelResult> ResetAsync(UserArray<uint> handles, uint pad = 0)
    {
        if (NotZero(pad, out KernelResult failure) || AreNone(handles.Count, out failure))
        {
            return failure;
        }

        KernelResult<ReadOnlyMemory<uint>> copied = await handles.GetAsync();
        return copied.IsOk ? Reset(copied.Value.Span) : copied.WithoutValue();
    }

    /// <summary>Signals syncobjs from the CPU (SYNCOBJ_SIGNAL).</summary>
    /// <inheritdoc cref="Signal"/>
    public async KTask<KernelResult> SignalAsync(UserArray<uint> handles, uint pad = 0)
    {
        if (NotZero(pad, out KernelResult failure) || AreNone(handles.Count, out failure))
        {
            return failure;
        }

        KernelResult<ReadOnlyMemory<uint>> copied = await handles.GetAsync();
        return copied.IsOk ? Signal(copied.Value.Span) : copied.WithoutValue();
    }

    /// <summary>Adds signalled points to timelines (SYNCOBJ_TIMELINE_SIGNAL).</summary>
    /// <inheritdoc cref="TimelineSignal"/>
    public async KTask<KernelResult> TimelineSignalAsync(
        UserArray<uint> handles, UserArray<ulong> points, uint flags = 0)
    {
        if (UnknownFlags(flags, 0, out KernelResult failure) || AreNone(handles.Count, out failure))
        {
            return failure;
        }

        KernelResult<ReadOnlyMemory<uint>> copied = await handles.GetAsync();
        if (!copied.IsOk)
        {
            return copied;
        }

        if (!TryFindAll(copied.Value.Span, out DrmSyncobj[] syncobjs, out failure))
        {
            return failure;
        }

        KernelResult<ReadOnlyMemory<ulong>> values = await points.GetAsync();
        failure = values.IsOk ? AddSignaledPoints(syncobjs, values.Value.Span) : values.WithoutValue();
        PutAll(syncobjs);
        return failure;
    }

    /// <summary>How far timelines have come (SYNCOBJ_QUERY).</summary>
    /// <inheritdoc cref="Query"/>
    public async KTask<KernelResult<ulong[]>> QueryAsync(UserArray<uint> handles, uint flags = 0)
    {
        if (UnknownFlags(flags, DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED, out KernelResult failure)
            || AreNone(handles.Count, out failure))
        {
            return failure;
        }

        KernelResult<ReadOnlyMemory<uint>> copied = await handles.GetAsync();
        return copied.IsOk ? Query(copied.Value.Span, flags) : copied.WithoutValue();
    }
}
