using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>The events of the device as a whole.</summary>
public static class DeviceEvents
{
    /// <summary>The power state changed: 0 suspended, 1 resuming, 2 active, 3 suspending.</summary>
    public static readonly EventId PmState = new("panthor_pm_state", "state*");

    /// <summary>Somebody asked for a reset.</summary>
    public static readonly EventId ResetScheduled = new("panthor_reset_scheduled");

    /// <summary>A reset begins.</summary>
    public static readonly EventId ResetBegin = new("panthor_reset_begin");

    /// <summary>A reset is over; 0 if the firmware is back.</summary>
    public static readonly EventId ResetEnd = new("panthor_reset_end", "errno*");
}
