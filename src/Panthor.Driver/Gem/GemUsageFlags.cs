using System;

namespace Panthor.Driver.Gem;

/// <summary>Who uses a buffer (<c>enum panthor_debugfs_gem_usage_flags</c>).</summary>
[Flags]
public enum GemUsageFlags
{
    /// <summary>A client.</summary>
    None = 0,

    /// <summary>The driver itself.</summary>
    Kernel = 1,

    /// <summary>It is mapped in the firmware's VM.</summary>
    FirmwareMapped = 2,
}
