namespace PanthorPS;

/// <summary>What state a device is in.</summary>
public enum GpuDeviceState
{
    /// <summary>The driver has brought it up.</summary>
    Active,

    /// <summary>
    /// It has no power: nobody uses it, and the next user brings it back; or the whole machine sleeps, until
    /// Resume-GpuDevice.
    /// </summary>
    Suspended,

    /// <summary>A reset is pending or under way.</summary>
    Resetting,

    /// <summary>The driver has given it up, as its firmware did not come back: calls fail with ENODEV.</summary>
    Unplugged,

    /// <summary>It is gone.</summary>
    Removed,
}
