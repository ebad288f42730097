using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>The events of the buffers.</summary>
public static class GemEvents
{
    /// <summary>A buffer lost its pages.</summary>
    public static readonly EventId Evict = new("panthor_gem_evict", "offset", "pages*");

    /// <summary>The shrinker looked for pages.</summary>
    public static readonly EventId Shrink = new("panthor_gem_shrink", "wanted*", "freed*", "remaining*");
}
