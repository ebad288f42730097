namespace Panthor.Driver.Sync;

/// <summary>The constants of the syncobj part of <c>drm.h</c>.</summary>
public static class DrmSyncobjFlags
{
    /// <summary>Create: the syncobj is signalled from the beginning.</summary>
    public const uint DRM_SYNCOBJ_CREATE_SIGNALED = 1u << 0;

    /// <summary>Import: the file is a sync file, whose fence the syncobj takes.</summary>
    public const uint DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_IMPORT_SYNC_FILE = 1u << 0;

    /// <summary>Import: the fence becomes a point of the timeline.</summary>
    public const uint DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_TIMELINE = 1u << 1;

    /// <summary>Export: as a sync file with the present fence.</summary>
    public const uint DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_EXPORT_SYNC_FILE = 1u << 0;

    /// <summary>Export: the fence of a point of the timeline.</summary>
    public const uint DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_TIMELINE = 1u << 1;

    /// <summary>Wait: until all are signalled, not just one.</summary>
    public const uint DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL = 1u << 0;

    /// <summary>Wait: also for a fence to be submitted.</summary>
    public const uint DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT = 1u << 1;

    /// <summary>Wait: only for a fence to be submitted, not for it to be signalled.</summary>
    public const uint DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE = 1u << 2;

    /// <summary>Wait: a deadline is given to the issuers of the fences.</summary>
    public const uint DRM_SYNCOBJ_WAIT_FLAGS_WAIT_DEADLINE = 1u << 3;

    /// <summary>Query: the last submitted point, not the last signalled one.</summary>
    public const uint DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED = 1u << 0;
}
