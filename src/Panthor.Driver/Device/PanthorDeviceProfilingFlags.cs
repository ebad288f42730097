using System;

namespace Panthor.Driver.Device;

/// <summary>What is measured of every job (<c>enum panthor_device_profiling_flags</c>).</summary>
[Flags]
public enum PanthorDeviceProfilingFlags
{
    /// <summary>Nothing.</summary>
    Disabled = 0,

    /// <summary>GPU cycles.</summary>
    Cycles = 1 << 0,

    /// <summary>Time.</summary>
    Timestamp = 1 << 1,

    /// <summary>Everything.</summary>
    All = Cycles | Timestamp,
}
