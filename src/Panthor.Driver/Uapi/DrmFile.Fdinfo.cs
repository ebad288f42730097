using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi.Statistics;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <content>What the client uses (fdinfo).</content>
public sealed partial class DrmFile
{
    private PanthorGpuUsage _usage;

    /// <summary>What <c>fdinfo</c> tells of the client (<c>panthor_show_fdinfo()</c>).</summary>
    /// <returns>Null if the device has gone: then the file is empty.</returns>
    public async KTask<DrmFdinfo?> GetFdinfoAsync()
    {
        if (!Device.TryEnter())
        {
            return null;
        }

        PanthorDeviceProfilingFlags profile = Device.ProfileMask;
        if (profile != PanthorDeviceProfilingFlags.Disabled)
        {
            _usage += await Groups.GatherSamplesAsync();
        }

        GemMemoryStats heaps = GetHeapSizes();
        (ulong resident, ulong active) = Groups.GatherMemInfo();
        var info = new DrmFdinfo(
            ClientId,
            ClientName,
            (profile & PanthorDeviceProfilingFlags.Timestamp) != 0 ? EngineNs(_usage.Time) : null,
            (profile & PanthorDeviceProfilingFlags.Cycles) != 0 ? _usage.Cycles : null,
            Device.Devfreq.Frequency,
            Device.Devfreq.Frequency,
            heaps.Resident + resident,
            heaps.Active + active,
            GetMemoryStats());
        Device.Exit();
        return info;
    }

    // Rounded up, as the kernel does: a job that has run at all has taken time.
    private ulong EngineNs(ulong ticks)
    {
        const ulong NsecPerSec = 1_000_000_000;
        ulong frequency = (ulong)Device.Platform.TimestampHz;
        return unchecked((ticks * NsecPerSec) + (frequency - 1)) / frequency;
    }
}
