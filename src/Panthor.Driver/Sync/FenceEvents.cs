using Panthor.Kernel;

namespace Panthor.Driver.Sync;

/// <summary>The tracepoints of dma-fence.c.</summary>
public static class FenceEvents
{
    /// <summary>A fence came to be.</summary>
    public static readonly EventId Init = new("dma_fence_init", "context*", "seqno*");

    /// <summary>The last reference to a fence was put.</summary>
    public static readonly EventId Destroy = new("dma_fence_destroy", "context*", "seqno*");

    /// <summary>The issuer of a fence was told that somebody waits for it.</summary>
    public static readonly EventId EnableSignal = new("dma_fence_enable_signal", "context*", "seqno*");

    /// <summary>A fence was signalled; the error is 0 if all went well.</summary>
    public static readonly EventId Signaled = new("dma_fence_signaled", "context*", "seqno*", "error*");

    /// <summary>A task begins to wait for a fence.</summary>
    public static readonly EventId WaitStart = new("dma_fence_wait_start", "context*", "seqno*");

    /// <summary>A task has waited for a fence; the errno is 0 if the fence was signalled.</summary>
    public static readonly EventId WaitEnd = new("dma_fence_wait_end", "context*", "seqno*", "errno*");
}
