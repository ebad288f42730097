using System;
using System.Collections.Generic;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using static Panthor.Driver.Sync.DrmSyncobjFlags;

namespace Panthor.Driver.Sync;

/// <summary>
/// The syncobjs of a client (<c>drm_file.syncobj_xa</c>) and what it may do with them: the checks of the syncobj ioctls
/// in the kernel's order, with its errno. Where an ioctl speaks of file descriptors, these methods speak of files.
/// </summary>
public sealed partial class SyncobjTable
{
    private readonly HandleTable<DrmSyncobj> _handles = new();
    private readonly DmaFences _fences;

    /// <summary>An empty table (<c>drm_syncobj_open()</c>).</summary>
    /// <param name="fences">The fences of the machine.</param>
    public SyncobjTable(DmaFences fences)
    {
        ArgumentNullException.ThrowIfNull(fences);
        _fences = fences;
    }

    /// <summary>The machine.</summary>
    public Simulation Simulation => _fences.Simulation;

    /// <summary>The fences of the machine.</summary>
    public DmaFences Fences => _fences;

    /// <summary>How many handles are in use.</summary>
    public int Count => _handles.Count;

    /// <summary>The syncobjs with their handles, in ascending order.</summary>
    public IEnumerable<KeyValuePair<uint, DrmSyncobj>> Entries => _handles.Entries;

    /// <summary>Gives all handles back (<c>drm_syncobj_release()</c>): the client closes.</summary>
    public void Release()
    {
        foreach (KeyValuePair<uint, DrmSyncobj> entry in new List<KeyValuePair<uint, DrmSyncobj>>(_handles.Entries))
        {
            _handles.Remove(entry.Key);
            entry.Value.Put();
        }
    }

    /// <summary>The syncobj of a handle, with a reference, or null (<c>drm_syncobj_find()</c>).</summary>
    public DrmSyncobj? Find(uint handle)
    {
        DrmSyncobj? syncobj = _handles.Find(handle);
        syncobj?.Get();
        return syncobj;
    }

    /// <summary>Gives a syncobj a handle (<c>drm_syncobj_get_handle()</c>); takes its own reference.</summary>
    /// <returns>The handle; <see cref="Errno.EBUSY"/> if all are in use, <see cref="Errno.ENOMEM"/>.</returns>
    public KernelResult<uint> GetHandle(DrmSyncobj syncobj)
    {
        ArgumentNullException.ThrowIfNull(syncobj);
        if (SyncFaultPoints.FailsToAllocate(Simulation, "xa_node", out KernelResult failure))
        {
            return failure;
        }

        if (!_handles.TryAdd(syncobj, out uint handle))
        {
            return KernelResult.Fail(Errno.EBUSY, "all syncobj handles are in use");
        }

        syncobj.Get();
        return handle;
    }

    /// <summary>Creates a syncobj (SYNCOBJ_CREATE).</summary>
    /// <param name="flags"><c>DRM_SYNCOBJ_CREATE_SIGNALED</c> or 0.</param>
    /// <returns>Its handle; <see cref="Errno.EINVAL"/> for other flags, <see cref="Errno.ENOMEM"/>.</returns>
    public KernelResult<uint> Create(uint flags = 0)
    {
        if (UnknownFlags(flags, DRM_SYNCOBJ_CREATE_SIGNALED, out KernelResult failure)
            || SyncFaultPoints.FailsToAllocate(Simulation, "drm_syncobj", out failure))
        {
            return failure;
        }

        DrmSyncobj syncobj = new(_fences, (flags & DRM_SYNCOBJ_CREATE_SIGNALED) != 0);
        KernelResult<uint> handle = GetHandle(syncobj);
        syncobj.Put();
        return handle;
    }

    /// <summary>Gives a handle back (SYNCOBJ_DESTROY). Whoever uses the syncobj at the moment keeps it alive.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns><see cref="Errno.EINVAL"/> for padding, or if there is no such handle.</returns>
    public KernelResult Destroy(uint handle, uint pad = 0)
    {
        if (NotZero(pad, out KernelResult failure))
        {
            return failure;
        }

        DrmSyncobj? syncobj = _handles.Remove(handle);
        if (syncobj is null)
        {
            return NoSuchHandle(Errno.EINVAL, handle);
        }

        syncobj.Put();
        return KernelResult.Ok;
    }

    /// <summary>Empties syncobjs (SYNCOBJ_RESET).</summary>
    /// <param name="handles">Which.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for padding or no handles, <see cref="Errno.ENOENT"/> for an unknown handle: then
    /// none is emptied.
    /// </returns>
    public KernelResult Reset(ReadOnlySpan<uint> handles, uint pad = 0)
    {
        if (NotZero(pad, out KernelResult failure) || IsEmpty(handles, out failure)
            || !TryFindAll(handles, out DrmSyncobj[] syncobjs, out failure))
        {
            return failure;
        }

        foreach (DrmSyncobj syncobj in syncobjs)
        {
            syncobj.ReplaceFence(null);
        }

        PutAll(syncobjs);
        return KernelResult.Ok;
    }

    /// <summary>Signals syncobjs from the CPU (SYNCOBJ_SIGNAL).</summary>
    /// <param name="handles">Which.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>As <see cref="Reset"/>; <see cref="Errno.ENOMEM"/> after some were signalled.</returns>
    public KernelResult Signal(ReadOnlySpan<uint> handles, uint pad = 0)
    {
        if (NotZero(pad, out KernelResult failure) || IsEmpty(handles, out failure)
            || !TryFindAll(handles, out DrmSyncobj[] syncobjs, out failure))
        {
            return failure;
        }

        foreach (DrmSyncobj syncobj in syncobjs)
        {
            if (SyncFaultPoints.FailsToAllocate(Simulation, "dma_fence", out failure))
            {
                break;
            }

            syncobj.AssignNullHandle();
        }

        PutAll(syncobjs);
        return failure;
    }

    /// <summary>Adds signalled points to timelines (SYNCOBJ_TIMELINE_SIGNAL).</summary>
    /// <param name="handles">Which.</param>
    /// <param name="points">One point each; empty for 0 everywhere.</param>
    /// <param name="flags">Must be zero.</param>
    /// <returns>As <see cref="Reset"/>; <see cref="Errno.ENOMEM"/> before any was signalled.</returns>
    public KernelResult TimelineSignal(ReadOnlySpan<uint> handles, ReadOnlySpan<ulong> points, uint flags = 0)
    {
        if (UnknownFlags(flags, 0, out KernelResult failure) || IsEmpty(handles, out failure)
            || !TryFindAll(handles, out DrmSyncobj[] syncobjs, out failure))
        {
            return failure;
        }

        failure = AddSignaledPoints(syncobjs, points);
        PutAll(syncobjs);
        return failure;
    }

    /// <summary>How far timelines have come (SYNCOBJ_QUERY).</summary>
    /// <param name="handles">Which.</param>
    /// <param name="flags"><c>DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED</c> or 0.</param>
    /// <returns>
    /// One point each, 0 for binary syncobjs; <see cref="Errno.EINVAL"/> for other flags or no handles,
    /// <see cref="Errno.ENOENT"/> for an unknown handle.
    /// </returns>
    public KernelResult<ulong[]> Query(ReadOnlySpan<uint> handles, uint flags = 0)
    {
        if (UnknownFlags(flags, DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED, out KernelResult failure)
            || IsEmpty(handles, out failure) || !TryFindAll(handles, out DrmSyncobj[] syncobjs, out failure))
        {
            return failure;
        }

        bool lastSubmitted = (flags & DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED) != 0;
        ulong[] points = Array.ConvertAll(syncobjs, syncobj => syncobj.Query(lastSubmitted));
        PutAll(syncobjs);
        return points;
    }

    private static KernelResult NoSuchHandle(Errno errno, uint handle) =>
        KernelResult.Fail(errno, $"syncobj handle {handle} does not exist in this client");

    private static bool UnknownFlags(uint flags, uint known, out KernelResult failure)
    {
        bool unknown = (flags & ~known) != 0;
        failure = unknown
            ? KernelResult.Fail(Errno.EINVAL, $"flags 0x{flags:x} have unknown bits 0x{flags & ~known:x}")
            : KernelResult.Ok;
        return unknown;
    }

    private static bool NotZero(uint pad, out KernelResult failure)
    {
        failure = pad != 0 ? KernelResult.Fail(Errno.EINVAL, $"pad 0x{pad:x} must be 0") : KernelResult.Ok;
        return pad != 0;
    }

    private static bool IsEmpty(ReadOnlySpan<uint> handles, out KernelResult failure) =>
        AreNone((uint)handles.Length, out failure);

    private static bool AreNone(uint count, out KernelResult failure)
    {
        failure = count == 0 ? KernelResult.Fail(Errno.EINVAL, "no handles are given") : KernelResult.Ok;
        return count == 0;
    }

    private static void PutAll(DrmSyncobj[] syncobjs)
    {
        foreach (DrmSyncobj syncobj in syncobjs)
        {
            syncobj.Put();
        }
    }

    private KernelResult AddSignaledPoints(DrmSyncobj[] syncobjs, ReadOnlySpan<ulong> points)
    {
        var chains = new DmaFenceChain[syncobjs.Length];
        for (int i = 0; i < chains.Length; i++)
        {
            if (SyncFaultPoints.FailsToAllocate(Simulation, "dma_fence_chain", out KernelResult failure))
            {
                return failure;
            }

            chains[i] = new DmaFenceChain(_fences);
        }

        for (int i = 0; i < chains.Length; i++)
        {
            DmaFence stub = _fences.GetStub();
            syncobjs[i].AddPoint(chains[i], stub, points.IsEmpty ? 0 : points[i]);
            stub.Put();
        }

        return KernelResult.Ok;
    }

    /// <summary>drm_syncobj_array_find: all, with references, or none.</summary>
    private bool TryFindAll(ReadOnlySpan<uint> handles, out DrmSyncobj[] syncobjs, out KernelResult failure)
    {
        syncobjs = [];
        if (SyncFaultPoints.FailsToAllocate(Simulation, "drm_syncobj *", out failure))
        {
            return false;
        }

        var found = new DrmSyncobj[handles.Length];
        for (int i = 0; i < found.Length; i++)
        {
            if (Find(handles[i]) is not { } syncobj)
            {
                PutAll(found[..i]);
                failure = NoSuchHandle(Errno.ENOENT, handles[i]);
                return false;
            }

            found[i] = syncobj;
        }

        syncobjs = found;
        return true;
    }
}
