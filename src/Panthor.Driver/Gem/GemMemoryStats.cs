namespace Panthor.Driver.Gem;

/// <summary>What fdinfo tells of a client's buffers, in bytes (<c>struct drm_memory_stats</c>).</summary>
/// <param name="Shared">Of buffers with several handles or exported ones.</param>
/// <param name="Private">Of all others.</param>
/// <param name="Resident">In memory.</param>
/// <param name="Purgeable">That could be thrown away: panthor has none, its contents are always kept.</param>
/// <param name="Active">That the GPU works on under implicit synchronisation, which panthor's own jobs do not use.</param>
public readonly record struct GemMemoryStats(
    ulong Shared, ulong Private, ulong Resident, ulong Purgeable, ulong Active)
{
    /// <summary>Bytes of all buffers (<c>drm-total-memory</c>).</summary>
    public ulong Total => Shared + Private;
}
