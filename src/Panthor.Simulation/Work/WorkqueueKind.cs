namespace Panthor.Kernel;

/// <summary>How a work queue runs its items.</summary>
public enum WorkqueueKind
{
    /// <summary>One after another, in the order in which they were queued (alloc_ordered_workqueue).</summary>
    Ordered,

    /// <summary>Side by side; started in the order in which they were queued (WQ_UNBOUND).</summary>
    Unbound,
}
