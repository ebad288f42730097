namespace Panthor.Driver.Uapi;

/// <summary>One operation of a BO_SYNC call (<c>struct drm_panthor_bo_sync_op</c>).</summary>
/// <param name="Handle">The buffer.</param>
/// <param name="Type"><c>DRM_PANTHOR_BO_SYNC_CPU_CACHE_*</c>.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Size">Bytes.</param>
public readonly record struct DrmPanthorBoSyncOp(uint Handle, uint Type, ulong Offset, ulong Size);
