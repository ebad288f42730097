namespace Panthor.Driver.Device;

/// <summary>Where the GPU stands between power and no power (<c>enum panthor_device_pm_state</c>).</summary>
public enum PanthorDevicePmState
{
    /// <summary>No power, no clocks.</summary>
    Suspended,

    /// <summary>The blocks are being brought back.</summary>
    Resuming,

    /// <summary>At work.</summary>
    Active,

    /// <summary>The blocks are being stopped.</summary>
    Suspending,
}
