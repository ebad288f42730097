namespace Panthor.Driver.Scheduling;

/// <summary>What jobs have used of the GPU (<c>struct panthor_gpu_usage</c>).</summary>
/// <param name="Cycles">GPU cycles.</param>
/// <param name="Time">Ticks of the system counter.</param>
public readonly record struct PanthorGpuUsage(ulong Cycles, ulong Time)
{
    /// <summary>The sum of two usages, modulo 2^64 as the kernel counts.</summary>
    public static PanthorGpuUsage operator +(PanthorGpuUsage left, PanthorGpuUsage right) =>
        new(unchecked(left.Cycles + right.Cycles), unchecked(left.Time + right.Time));

    /// <summary>The sum of two usages, modulo 2^64 as the kernel counts.</summary>
    public static PanthorGpuUsage Add(PanthorGpuUsage left, PanthorGpuUsage right) => left + right;
}
