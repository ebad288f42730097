namespace PanthorPS;

/// <summary>What a queue is at, as the driver last heard.</summary>
public enum GpuQueueState
{
    /// <summary>It has nothing to do.</summary>
    Idle,

    /// <summary>It works, or would if its group had a slot.</summary>
    Busy,

    /// <summary>It waits for a sync object.</summary>
    Blocked,

    /// <summary>It met a fault that it cannot go on after.</summary>
    Fatal,
}
