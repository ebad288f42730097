namespace PanthorPS;

/// <summary>What state a device is in.</summary>
public enum GpuDeviceState
{
    /// <summary>The driver has brought it up.</summary>
    Active,

    /// <summary>A reset is pending or under way.</summary>
    Resetting,

    /// <summary>It is gone.</summary>
    Removed,
}
