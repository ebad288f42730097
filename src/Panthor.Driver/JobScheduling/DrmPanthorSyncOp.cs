namespace Panthor.Driver.JobScheduling;

/// <summary>One syncobj that a job waits for or signals (<c>struct drm_panthor_sync_op</c>).</summary>
/// <param name="Flags"><c>DRM_PANTHOR_SYNC_OP_*</c>: kind of handle, wait or signal.</param>
/// <param name="Handle">The syncobj.</param>
/// <param name="TimelineValue">The point; must be 0 unless the handle is of the timeline kind.</param>
public readonly record struct DrmPanthorSyncOp(uint Flags, uint Handle, ulong TimelineValue = 0)
{
    /// <summary>The bits that hold the kind of handle.</summary>
    public const uint DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_MASK = 0xff;

    /// <summary>A binary syncobj.</summary>
    public const uint DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_SYNCOBJ = 0;

    /// <summary>A point of a timeline.</summary>
    public const uint DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_TIMELINE_SYNCOBJ = 1;

    /// <summary>The job waits.</summary>
    public const uint DRM_PANTHOR_SYNC_OP_WAIT = 0u << 31;

    /// <summary>The job signals.</summary>
    public const uint DRM_PANTHOR_SYNC_OP_SIGNAL = 1u << 31;

    /// <summary>Whether the job signals; else it waits.</summary>
    public bool IsSignal => (Flags & DRM_PANTHOR_SYNC_OP_SIGNAL) != 0;

    /// <summary>A wait, for a point unless that is 0.</summary>
    public static DrmPanthorSyncOp Wait(uint handle, ulong point = 0) => new(HandleType(point), handle, point);

    /// <summary>A signal, of a point unless that is 0.</summary>
    public static DrmPanthorSyncOp Signal(uint handle, ulong point = 0) =>
        new(DRM_PANTHOR_SYNC_OP_SIGNAL | HandleType(point), handle, point);

    private static uint HandleType(ulong point) => point == 0
        ? DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_SYNCOBJ
        : DRM_PANTHOR_SYNC_OP_HANDLE_TYPE_TIMELINE_SYNCOBJ;
}
