using System;

namespace PanthorPS;

/// <summary>What an entry of a page table says.</summary>
[Flags]
public enum GpuPageFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The GPU may read.</summary>
    Read = 1,

    /// <summary>The GPU may write.</summary>
    Write = 2,

    /// <summary>The GPU may fetch instructions.</summary>
    Execute = 4,

    /// <summary>The GPU caches accesses (memory type 1).</summary>
    Cached = 8,

    /// <summary>The entry points to a table of the next level.</summary>
    Table = 16,
}
