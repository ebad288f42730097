using Panthor.Kernel;

namespace Panthor.Driver.Mm;

/// <summary>The events of memory management.</summary>
public static class MmEvents
{
    /// <summary>Free memory fell below the low watermark: background reclaim starts.</summary>
    public static readonly EventId KswapdWake = new("mm_vmscan_kswapd_wake", "free*");

    /// <summary>Background reclaim ends.</summary>
    public static readonly EventId KswapdSleep = new("mm_vmscan_kswapd_sleep", "free*", "reclaimed*");

    /// <summary>An allocation has to reclaim by itself.</summary>
    public static readonly EventId DirectReclaimBegin = new("mm_vmscan_direct_reclaim_begin", "wanted*");

    /// <summary>The reclaim within an allocation ends.</summary>
    public static readonly EventId DirectReclaimEnd = new("mm_vmscan_direct_reclaim_end", "reclaimed*");

    /// <summary>Pages of one file went to swap.</summary>
    public static readonly EventId SwapOut = new("mm_swap_out", "pages*", "used*");

    /// <summary>Pages of one file came back from swap.</summary>
    public static readonly EventId SwapIn = new("mm_swap_in", "pages*", "used*");
}
