namespace Panthor.Driver.Uapi;

/// <summary>
/// What DEV_QUERY tells of the time (<c>struct drm_panthor_timestamp_info</c>); what was not asked for is 0.
/// </summary>
/// <param name="TimestampFrequency">Ticks a second of the GPU's timestamps.</param>
/// <param name="CurrentTimestamp">GPU_TIMESTAMP, in ticks.</param>
/// <param name="TimestampOffset">GPU_TIMESTAMP_OFFSET, in ticks.</param>
/// <param name="DurationNsec">How long reading the clocks took, in ns.</param>
/// <param name="CycleCount">GPU_CYCLE_COUNT.</param>
/// <param name="CpuTimestampSec">The CPU's clock: whole seconds.</param>
/// <param name="CpuTimestampNsec">The CPU's clock: ns beyond the seconds.</param>
public readonly record struct DrmPanthorTimestampInfo(
    ulong TimestampFrequency,
    ulong CurrentTimestamp,
    ulong TimestampOffset,
    uint DurationNsec,
    ulong CycleCount,
    ulong CpuTimestampSec,
    ulong CpuTimestampNsec);
