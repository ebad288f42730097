namespace Panthor.Driver.Device;

/// <summary>Where a device stands in runtime power management (<c>enum rpm_status</c>).</summary>
public enum RpmStatus
{
    /// <summary>It has power (<c>RPM_ACTIVE</c>).</summary>
    Active,

    /// <summary>It is on its way back (<c>RPM_RESUMING</c>).</summary>
    Resuming,

    /// <summary>It has no power (<c>RPM_SUSPENDED</c>).</summary>
    Suspended,

    /// <summary>It is about to lose its power (<c>RPM_SUSPENDING</c>).</summary>
    Suspending,
}
