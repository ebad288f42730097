namespace Panthor.Driver.Uapi;

/// <summary>What BO_QUERY_INFO tells of a buffer (<c>struct drm_panthor_bo_query_info</c>).</summary>
/// <param name="ExtraFlags"><c>DRM_PANTHOR_BO_IS_IMPORTED</c> or 0.</param>
/// <param name="CreateFlags">The flags that the buffer was created with.</param>
public readonly record struct DrmPanthorBoInfo(uint ExtraFlags, uint CreateFlags);
