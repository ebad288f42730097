using System;
using System.Collections.Generic;

namespace PanthorPS;

/// <summary>The time of GPU and CPU (drm_panthor_timestamp_info); what was not asked for is 0. A snapshot.</summary>
public sealed class GpuTimestampInfo
{
    internal GpuTimestampInfo(IReadOnlyDictionary<string, object> fields)
    {
        Flags = (GpuTimestampFlags)(uint)fields["flags"];
        Frequency = (ulong)fields["timestamp_frequency"];
        GpuTimestamp = (ulong)fields["current_timestamp"];
        GpuTimestampOffset = (ulong)fields["timestamp_offset"];
        CycleCount = (ulong)fields["cycle_count"];
        Duration = TimeSpan.FromTicks((uint)fields["duration_nsec"] / TimeSpan.NanosecondsPerTick);
        ulong seconds = (ulong)fields["cpu_timestamp_sec"];
        ulong nanoseconds = (ulong)fields["cpu_timestamp_nsec"];
        CpuTime = TimeSpan.FromTicks(
            (long)(seconds * TimeSpan.TicksPerSecond) + (long)(nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    /// <summary>What was asked for.</summary>
    public GpuTimestampFlags Flags { get; }

    /// <summary>Ticks a second of the GPU's time, in hertz.</summary>
    public ulong Frequency { get; }

    /// <summary>The GPU's time, in ticks.</summary>
    public ulong GpuTimestamp { get; }

    /// <summary>What is added to the system counter for it, in ticks.</summary>
    public ulong GpuTimestampOffset { get; }

    /// <summary>Cycles of the GPU's clock.</summary>
    public ulong CycleCount { get; }

    /// <summary>The CPU's clock.</summary>
    public TimeSpan CpuTime { get; }

    /// <summary>How long reading the clocks took.</summary>
    public TimeSpan Duration { get; }
}
