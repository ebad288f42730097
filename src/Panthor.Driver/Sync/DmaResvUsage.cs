namespace Panthor.Driver.Sync;

/// <summary>
/// What a fence in a reservation is for (<c>enum dma_resv_usage</c>). Who asks for one usage gets all lower ones too.
/// </summary>
public enum DmaResvUsage
{
    /// <summary>Memory management of the kernel: everybody waits for it (<c>DMA_RESV_USAGE_KERNEL</c>).</summary>
    Kernel,

    /// <summary>Implicitly synchronised writes (<c>DMA_RESV_USAGE_WRITE</c>).</summary>
    Write,

    /// <summary>Implicitly synchronised reads (<c>DMA_RESV_USAGE_READ</c>).</summary>
    Read,

    /// <summary>
    /// No implicit synchronisation: explicit users, page-table updates (<c>DMA_RESV_USAGE_BOOKKEEP</c>).
    /// </summary>
    Bookkeep,
}
