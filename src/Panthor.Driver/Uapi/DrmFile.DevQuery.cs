using Panthor.Kernel;
using static Panthor.Driver.Uapi.PanthorDrm;

namespace Panthor.Driver.Uapi;

/// <content>What DEV_QUERY tells.</content>
public sealed partial class DrmFile
{
    private const uint TimestampFlags = DRM_PANTHOR_TIMESTAMP_GPU
        | DRM_PANTHOR_TIMESTAMP_CPU_TYPE_MASK
        | DRM_PANTHOR_TIMESTAMP_GPU_OFFSET
        | DRM_PANTHOR_TIMESTAMP_GPU_CYCLE_COUNT
        | DRM_PANTHOR_TIMESTAMP_FREQ
        | DRM_PANTHOR_TIMESTAMP_DURATION;

    /// <summary>Tells the time of GPU and CPU (DEV_QUERY, <c>panthor_query_timestamp_info()</c>).</summary>
    /// <param name="flags">
    /// What is wanted: <c>DRM_PANTHOR_TIMESTAMP_*</c>. 0 stands for what clients got before there were flags: GPU time,
    /// its offset and its frequency.
    /// </param>
    /// <returns>
    /// <see cref="Errno.EINVAL"/> for an unknown clock or unknown flags; the error that kept the GPU from waking up.
    /// </returns>
    public async KTask<KernelResult<DrmPanthorTimestampInfo>> QueryTimestampInfoAsync(uint flags)
    {
        if (flags == 0)
        {
            flags = DRM_PANTHOR_TIMESTAMP_GPU | DRM_PANTHOR_TIMESTAMP_GPU_OFFSET | DRM_PANTHOR_TIMESTAMP_FREQ;
        }

        uint clock = flags & DRM_PANTHOR_TIMESTAMP_CPU_TYPE_MASK;
        if (clock is not (0 or DRM_PANTHOR_TIMESTAMP_CPU_MONOTONIC or DRM_PANTHOR_TIMESTAMP_CPU_MONOTONIC_RAW))
        {
            return KernelResult.Fail(Errno.EINVAL, $"flags 0x{flags:x} name a clock 0x{clock >> 1:x} that is unknown");
        }

        if ((flags & ~TimestampFlags) != 0)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"flags 0x{flags:x} have unknown bits 0x{flags & ~TimestampFlags:x}");
        }

        Errno awake = await Device.ResumeAndGetAsync();
        if (awake != Errno.None)
        {
            return KernelResult.Fail(awake, "the GPU could not be woken up");
        }

        DrmPanthorTimestampInfo info = ReadTimestamps(flags, clock);
        Device.PmPut();
        return info;
    }

    /// <summary>Which group priorities the client may use (DEV_QUERY, <c>panthor_query_group_priorities_info()</c>).</summary>
    /// <returns>A bit a priority: <c>1 &lt;&lt; PANTHOR_GROUP_PRIORITY_*</c>.</returns>
    public byte QueryGroupPriorities()
    {
        byte mask = 0;
        for (uint priority = 0; priority <= PANTHOR_GROUP_PRIORITY_REALTIME; priority++)
        {
            mask |= (byte)(GroupPriorityPermit(priority).IsOk ? 1 << (int)priority : 0);
        }

        return mask;
    }

    // Nothing comes between the clocks when several are read or the duration counts.
    private DrmPanthorTimestampInfo ReadTimestamps(uint flags, uint clock)
    {
        bool duration = (flags & DRM_PANTHOR_TIMESTAMP_DURATION) != 0;
        bool gpu = (flags & DRM_PANTHOR_TIMESTAMP_GPU) != 0;
        bool cycles = (flags & DRM_PANTHOR_TIMESTAMP_GPU_CYCLE_COUNT) != 0;
        ulong frequency = (flags & DRM_PANTHOR_TIMESTAMP_FREQ) != 0 ? (ulong)Device.Platform.TimestampHz : 0;
        ulong offset = (flags & DRM_PANTHOR_TIMESTAMP_GPU_OFFSET) != 0 ? Device.Gpu.TimestampOffset : 0;

        Simulation simulation = Device.Simulation;
        simulation.DisableInterrupts();
        VirtualTime start = simulation.Now;
        ulong timestamp = gpu ? Device.Gpu.Timestamp : 0;
        ulong cpu = clock != 0 ? (ulong)simulation.Now.Nanoseconds : 0;
        ulong cycleCount = cycles ? Device.Gpu.CycleCount : 0;
        uint took = duration ? (uint)(simulation.Now - start).Nanoseconds : 0;
        simulation.EnableInterrupts();

        const ulong NsecPerSec = 1_000_000_000;
        return new DrmPanthorTimestampInfo(
            frequency, timestamp, offset, took, cycleCount, cpu / NsecPerSec, cpu % NsecPerSec);
    }
}
