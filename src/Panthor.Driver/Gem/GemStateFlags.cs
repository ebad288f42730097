using System;

namespace Panthor.Driver.Gem;

/// <summary>What became of a buffer (<c>enum panthor_debugfs_gem_state_flags</c>).</summary>
[Flags]
public enum GemStateFlags
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Its memory belongs to another device.</summary>
    Imported = 1,

    /// <summary>It was exported.</summary>
    Exported = 2,

    /// <summary>Its pages were taken away.</summary>
    Evicted = 4,
}
