using System;

namespace PanthorPS;

/// <summary>Which clocks are read (DRM_PANTHOR_TIMESTAMP_*).</summary>
[Flags]
public enum GpuTimestampFlags
{
    /// <summary>What the driver takes for nothing: the GPU's time, its offset and its frequency.</summary>
    Default = 0,

    /// <summary>GPU_TIMESTAMP.</summary>
    Gpu = 1 << 0,

    /// <summary>The CPU's monotonic clock.</summary>
    CpuMonotonic = 1 << 1,

    /// <summary>The CPU's monotonic clock without corrections.</summary>
    CpuMonotonicRaw = 2 << 1,

    /// <summary>GPU_TIMESTAMP_OFFSET.</summary>
    GpuOffset = 1 << 4,

    /// <summary>GPU_CYCLE_COUNT.</summary>
    GpuCycleCount = 1 << 5,

    /// <summary>Ticks a second of the GPU's time.</summary>
    Frequency = 1 << 6,

    /// <summary>How long reading the clocks took.</summary>
    Duration = 1 << 7,
}
