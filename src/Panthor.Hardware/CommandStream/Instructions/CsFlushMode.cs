namespace Panthor.Hardware;

/// <summary>What FLUSH_CACHE2 does to a cache.</summary>
public enum CsFlushMode
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Write back.</summary>
    Clean = 1,

    /// <summary>Forget.</summary>
    Invalidate = 2,

    /// <summary>Write back and forget.</summary>
    CleanInvalidate = 3,
}
