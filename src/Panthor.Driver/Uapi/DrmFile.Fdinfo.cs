using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi.Statistics;

namespace Panthor.Driver.Uapi;

/// <content>What the client uses (fdinfo).</content>
public sealed partial class DrmFile
{
    private PanthorGpuUsage _usage;

    /// <summary>What <c>fdinfo</c> tells of the client (<c>panthor_show_fdinfo()</c>).</summary>
    /// <returns>Null if the device has gone: then the file is empty.</returns>
    public DrmFdinfo? GetFdinfo()
    {
        if (!Device.TryEnter())
        {
            return null;
        }

        PanthorDeviceProfilingFlags profile = Device.ProfileMask;
        if (profile != PanthorDeviceProfilingFlags.Disabled)
        {
            _usage += Groups.GatherSamples();
        }

        GemMemoryStats heaps = GetHeapSizes();
        (ulong resident, ulong active) = (heaps.Resident, heaps.Active);
        foreach (PanthorGroup group in Groups.Groups)
        {
            resident += group.KboSizes;
            active += group.CsgId >= 0 ? group.KboSizes : 0;
        }

        var info = new DrmFdinfo(
            ClientId,
            ClientName,
            (profile & PanthorDeviceProfilingFlags.Timestamp) != 0 ? EngineNs(_usage.Time) : null,
            (profile & PanthorDeviceProfilingFlags.Cycles) != 0 ? _usage.Cycles : null,
            Device.Devfreq.Frequency,
            Device.Devfreq.Frequency,
            resident,
            active,
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
