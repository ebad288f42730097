namespace Panthor.Driver.Uapi;

/// <summary>What BO_CREATE gives back (<c>struct drm_panthor_bo_create</c>).</summary>
/// <param name="Handle">The buffer's handle.</param>
/// <param name="Size">Its size in bytes after rounding up to whole pages.</param>
public readonly record struct DrmPanthorBo(uint Handle, ulong Size);
