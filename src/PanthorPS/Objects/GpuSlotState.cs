namespace PanthorPS;

/// <summary>What a slot of the firmware is at, as the driver last heard.</summary>
public enum GpuSlotState
{
    /// <summary>No group is on it.</summary>
    Free,

    /// <summary>A queue of its group works.</summary>
    Busy,

    /// <summary>All queues of its group that have something to do wait for sync objects.</summary>
    Blocked,

    /// <summary>Its group has nothing to do.</summary>
    Idle,

    /// <summary>Its group was destroyed, timed out, or met a fault: it leaves with the next tick.</summary>
    Leaving,
}
