namespace Panthor.Driver.Sync;

/// <summary>
/// What is called when a fence is signalled (<c>struct dma_fence_cb</c>). Whoever waits owns it; it is on the list of
/// one fence at most, so that adding it allocates nothing.
/// </summary>
public abstract class DmaFenceCallback
{
    /// <summary>Whether it is on the list of a fence.</summary>
    public bool IsQueued => Fence is not null;

    internal DmaFence? Fence { get; set; }

    internal DmaFenceCallback? Next { get; set; }

    internal DmaFenceCallback? Previous { get; set; }

    /// <summary>
    /// Called once, in the context of whoever signals and with the fence's lock held (<c>dma_fence_func_t</c>): it must
    /// not sleep, and must not touch the list of the fence.
    /// </summary>
    /// <param name="fence">The fence that was signalled; already off its list.</param>
    protected internal abstract void Invoke(DmaFence fence);
}
