using Panthor.Driver.Uapi.Statistics;

namespace PanthorPS;

/// <summary>What a client uses, as fdinfo tells it. A snapshot.</summary>
public sealed class GpuStatistic
{
    private readonly DrmFdinfo _info;

    internal GpuStatistic(GpuClient client, DrmFdinfo info)
    {
        Client = client;
        _info = info;
    }

    /// <summary>The client.</summary>
    public GpuClient Client { get; }

    /// <summary>Number of the client among all that ever opened the device (drm-client-id).</summary>
    public ulong ClientId => _info.ClientId;

    /// <summary>What the client calls itself (drm-client-name); empty if it has not said.</summary>
    public string ClientName => _info.ClientName ?? "";

    /// <summary>How long its jobs have run, in ns; null unless that is measured (drm-engine-panthor).</summary>
    public ulong? EngineNs => _info.EngineNs;

    /// <summary>GPU cycles of its jobs; null unless they are measured (drm-cycles-panthor).</summary>
    public ulong? Cycles => _info.Cycles;

    /// <summary>Highest rate of the GPU's clock, in hertz (drm-maxfreq-panthor).</summary>
    public long MaximumFrequency => _info.MaximumFrequency;

    /// <summary>Present rate of the GPU's clock, in hertz (drm-curfreq-panthor).</summary>
    public long CurrentFrequency => _info.CurrentFrequency;

    /// <summary>Bytes that the driver holds for the client (panthor-resident-memory).</summary>
    public ulong InternalResident => _info.InternalResident;

    /// <summary>Those of them that the GPU has at hand (panthor-active-memory).</summary>
    public ulong InternalActive => _info.InternalActive;

    /// <summary>Bytes of all buffers (drm-total-memory).</summary>
    public ulong Total => _info.Memory.Total;

    /// <summary>Bytes of buffers that others have too (drm-shared-memory).</summary>
    public ulong Shared => _info.Memory.Shared;

    /// <summary>Bytes of buffers in memory (drm-resident-memory).</summary>
    public ulong Resident => _info.Memory.Resident;

    /// <summary>Bytes of buffers that work is going on with (drm-active-memory).</summary>
    public ulong Active => _info.Memory.Active;

    /// <summary>Bytes that could be thrown away; none, as panthor keeps all contents, so that fdinfo is silent about them.</summary>
    public ulong Purgeable => _info.Memory.Purgeable;

    /// <summary>The text of the file.</summary>
    public string Text => _info.ToText();
}
