using Panthor.Driver.Uapi.User;
using Panthor.Kernel;
using static Panthor.Driver.Sync.DrmSyncobjFlags;

namespace Panthor.Driver.Sync;

public sealed partial class SyncobjTable
{
    /// <summary>Makes a file of a syncobj, or of its fence (SYNCOBJ_HANDLE_TO_FD).</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="flags"><c>DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_*</c>.</param>
    /// <param name="point">The point, with the TIMELINE flag; else, without EXPORT_SYNC_FILE, it must be 0.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// A <see cref="SyncobjFile"/> or a <see cref="SyncFile"/>; <see cref="Errno.EINVAL"/> for padding, unknown flags,
    /// a point where none belongs, an unknown handle, or a fence that is not submitted; <see cref="Errno.ENOENT"/> for
    /// an unknown handle if a sync file is asked for.
    /// </returns>
    public KernelResult<AnonFile> HandleToFile(uint handle, uint flags = 0, ulong point = 0, uint pad = 0)
    {
        const uint Known = DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_TIMELINE | DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_EXPORT_SYNC_FILE;
        if (NotZero(pad, out KernelResult failure) || UnknownFlags(flags, Known, out failure))
        {
            return failure;
        }

        ulong used = (flags & DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_TIMELINE) != 0 ? point : 0;
        if ((flags & DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_EXPORT_SYNC_FILE) != 0)
        {
            return ExportSyncFile(handle, used);
        }

        if (point != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"point {point} must be 0 unless a sync file is asked for");
        }

        if (Find(handle) is not { } syncobj)
        {
            return NoSuchHandle(Errno.EINVAL, handle);
        }

        SyncobjFile file = new(syncobj);
        syncobj.Put();
        return file;
    }

    /// <summary>
    /// Gives the syncobj of a file a handle, or a syncobj the fence of a file (SYNCOBJ_FD_TO_HANDLE).
    /// </summary>
    /// <param name="file">The file; null for a descriptor that is not open.</param>
    /// <param name="flags"><c>DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_*</c>.</param>
    /// <param name="handle">With IMPORT_SYNC_FILE the syncobj that takes the fence.</param>
    /// <param name="point">The point, with the TIMELINE flag; else, without IMPORT_SYNC_FILE, it must be 0.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// The handle; <see cref="Errno.EINVAL"/> for padding, unknown flags, a point where none belongs, or a file of
    /// another kind; <see cref="Errno.ENOENT"/> for an unknown handle; <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public KernelResult<uint> FileToHandle(
        IOpenFile? file, uint flags = 0, uint handle = 0, ulong point = 0, uint pad = 0)
    {
        const uint Known = DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_TIMELINE | DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_IMPORT_SYNC_FILE;
        if (NotZero(pad, out KernelResult failure) || UnknownFlags(flags, Known, out failure))
        {
            return failure;
        }

        ulong used = (flags & DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_TIMELINE) != 0 ? point : 0;
        if ((flags & DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_IMPORT_SYNC_FILE) != 0)
        {
            KernelResult result = ImportSyncFile(file, handle, used);
            return result.IsOk ? handle : result;
        }

        if (point != 0)
        {
            return KernelResult.Fail(Errno.EINVAL, $"point {point} must be 0 unless a sync file is imported");
        }

        return file is SyncobjFile syncobjFile
            ? GetHandle(syncobjFile.Syncobj)
            : KernelResult.Fail(Errno.EINVAL, $"the file is not a syncobj: {file?.Name ?? "not open"}");
    }

    /// <summary>Puts the fence of one syncobj into another (SYNCOBJ_TRANSFER).</summary>
    /// <param name="destination">The handle of the syncobj that takes the fence.</param>
    /// <param name="destinationPoint">The point that it becomes; 0 to replace the fence.</param>
    /// <param name="source">The handle of the syncobj whose fence is taken.</param>
    /// <param name="sourcePoint">The point whose fence is taken; 0 for the present one.</param>
    /// <param name="flags"><c>DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT</c> or 0.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for padding, other flags, or a fence that is not submitted;
    /// <see cref="Errno.ENOENT"/> for an unknown handle; <see cref="Errno.ETIME"/>, <see cref="Errno.ERESTARTSYS"/>,
    /// <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public async KTask<KernelResult> TransferAsync(
        uint destination, ulong destinationPoint, uint source, ulong sourcePoint, uint flags = 0, uint pad = 0)
    {
        if (NotZero(pad, out KernelResult failure))
        {
            return failure;
        }

        if (Find(destination) is not { } target)
        {
            return NoSuchHandle(Errno.ENOENT, destination);
        }

        KernelResult<DmaFence> found = await FindFenceAsync(source, sourcePoint, flags);
        if (!found.IsOk)
        {
            target.Put();
            return found.WithoutValue();
        }

        KernelResult result = KernelResult.Ok;
        if (destinationPoint == 0)
        {
            target.ReplaceFence(found.Value);
            found.Value.Put();
        }
        else
        {
            DmaFence fence = DmaFenceUnwrap.Merge(_fences, found.Value);
            found.Value.Put();
            result = AddPoint(target, fence, destinationPoint);
            fence.Put();
        }

        target.Put();
        return result;
    }

    /// <summary>Has an event counted when a point is signalled, or submitted (SYNCOBJ_EVENTFD).</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="point">The point; 0 for the present fence.</param>
    /// <param name="file">The event; null for a descriptor that is not open.</param>
    /// <param name="flags"><c>DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE</c> or 0.</param>
    /// <param name="pad">Must be zero.</param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for other flags, padding, or a file of another kind; <see cref="Errno.ENOENT"/> for
    /// an unknown handle; <see cref="Errno.EBADF"/> for no file; <see cref="Errno.ENOMEM"/>.
    /// </returns>
    public KernelResult AddEvent(uint handle, ulong point, IOpenFile? file, uint flags = 0, uint pad = 0)
    {
        if (UnknownFlags(flags, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE, out KernelResult failure)
            || NotZero(pad, out failure))
        {
            return failure;
        }

        if (Find(handle) is not { } syncobj)
        {
            return NoSuchHandle(Errno.ENOENT, handle);
        }

        if (file is not EventFd target)
        {
            syncobj.Put();
            return file is null
                ? KernelResult.Fail(Errno.EBADF, "the event's file is not open")
                : KernelResult.Fail(Errno.EINVAL, $"the file is not an eventfd: {file.Name}");
        }

        if (!SyncFaultPoints.FailsToAllocate(Simulation, "syncobj_eventfd_entry", out failure))
        {
            syncobj.AddEvent(target, point, (flags & DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE) != 0);
        }

        syncobj.Put();
        return failure;
    }

    /// <summary>The fence of a point, without waiting (<c>drm_syncobj_find_fence()</c> without flags).</summary>
    /// <returns>
    /// The fence with a reference for the caller; <see cref="Errno.ENOENT"/> for an unknown handle,
    /// <see cref="Errno.EINVAL"/> if none is submitted.
    /// </returns>
    public KernelResult<DmaFence> FindFence(uint handle, ulong point)
    {
        if (Find(handle) is not { } syncobj)
        {
            return NoSuchHandle(Errno.ENOENT, handle);
        }

        KernelResult<DmaFence> fence = syncobj.FindFence(point);
        syncobj.Put();
        return fence;
    }

    /// <summary>The fence of a point, if need be after it was submitted (<c>drm_syncobj_find_fence()</c>).</summary>
    /// <inheritdoc cref="DrmSyncobj.FindFenceAsync"/>
    /// <param name="handle">The handle; <see cref="Errno.ENOENT"/> if it is unknown.</param>
    /// <param name="point">The point; 0 for the present fence.</param>
    /// <param name="flags"><c>DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT</c> or 0.</param>
    public async KTask<KernelResult<DmaFence>> FindFenceAsync(uint handle, ulong point, ulong flags)
    {
        if (Find(handle) is not { } syncobj)
        {
            return NoSuchHandle(Errno.ENOENT, handle);
        }

        KernelResult<DmaFence> fence = await syncobj.FindFenceAsync(point, flags);
        syncobj.Put();
        return fence;
    }

    private KernelResult<AnonFile> ExportSyncFile(uint handle, ulong point)
    {
        KernelResult<DmaFence> fence = FindFence(handle, point);
        if (!fence.IsOk)
        {
            return fence.WithoutValue();
        }

        var file = SyncFile.Create(fence.Value);
        fence.Value.Put();
        return file;
    }

    private KernelResult ImportSyncFile(IOpenFile? file, uint handle, ulong point)
    {
        if (SyncFile.GetFence(file) is not { } fence)
        {
            return KernelResult.Fail(Errno.EINVAL, $"the file is not a sync file: {file?.Name ?? "not open"}");
        }

        KernelResult result = KernelResult.Ok;
        if (Find(handle) is not { } syncobj)
        {
            result = NoSuchHandle(Errno.ENOENT, handle);
        }
        else
        {
            if (point != 0)
            {
                result = AddPoint(syncobj, fence, point);
            }
            else
            {
                syncobj.ReplaceFence(fence);
            }

            syncobj.Put();
        }

        fence.Put();
        return result;
    }

    private KernelResult AddPoint(DrmSyncobj syncobj, DmaFence fence, ulong point)
    {
        if (!SyncFaultPoints.FailsToAllocate(Simulation, "dma_fence_chain", out KernelResult failure))
        {
            syncobj.AddPoint(new DmaFenceChain(_fences), fence, point);
        }

        return failure;
    }
}
