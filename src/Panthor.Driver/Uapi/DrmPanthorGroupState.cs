namespace Panthor.Driver.Uapi;

/// <summary>What went wrong with a group (<c>struct drm_panthor_group_get_state</c>).</summary>
/// <param name="State"><c>DRM_PANTHOR_GROUP_STATE_*</c>; 0 as long as all is well.</param>
/// <param name="FatalQueues">The queues that met a fault that they cannot go on after, a bit each.</param>
public readonly record struct DrmPanthorGroupState(uint State, uint FatalQueues);
