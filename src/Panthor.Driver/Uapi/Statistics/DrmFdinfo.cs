using System.Globalization;
using System.Text;
using Panthor.Driver.Gem;

namespace Panthor.Driver.Uapi.Statistics;

/// <summary>What <c>/proc/&lt;pid&gt;/fdinfo</c> tells of a client (<c>drm_show_fdinfo()</c>).</summary>
/// <param name="ClientId">Number of the client (<c>drm-client-id</c>).</param>
/// <param name="ClientName">What it calls itself, or null (<c>drm-client-name</c>).</param>
/// <param name="EngineNs">
/// How long its jobs have run, in ns; null unless that is measured (<c>drm-engine-panthor</c>).
/// </param>
/// <param name="Cycles">GPU cycles of its jobs; null unless they are measured (<c>drm-cycles-panthor</c>).</param>
/// <param name="MaximumFrequency">Highest rate of the GPU's clock, in hertz (<c>drm-maxfreq-panthor</c>).</param>
/// <param name="CurrentFrequency">Present rate of the GPU's clock, in hertz (<c>drm-curfreq-panthor</c>).</param>
/// <param name="InternalResident">
/// Bytes that the driver holds for it: rings, suspend buffers, heap chunks (<c>panthor-resident-memory</c>).
/// </param>
/// <param name="InternalActive">Those of what is on a slot or an address space (<c>panthor-active-memory</c>).</param>
/// <param name="Memory">Its buffers (<c>drm-total-memory</c> and so on).</param>
public sealed record DrmFdinfo(
    ulong ClientId,
    string? ClientName,
    ulong? EngineNs,
    ulong? Cycles,
    long MaximumFrequency,
    long CurrentFrequency,
    ulong InternalResident,
    ulong InternalActive,
    GemMemoryStats Memory)
{
    private static readonly string[] s_units = ["", " KiB", " MiB"];

    /// <summary>The text of the file.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        Line(text, "drm-driver", DrmDevice.DriverName);
        Line(text, "drm-client-id", Number(ClientId));
        if (ClientName is not null)
        {
            Line(text, "drm-client-name", ClientName);
        }

        if (EngineNs is { } engine)
        {
            Line(text, "drm-engine-panthor", $"{Number(engine)} ns");
        }

        if (Cycles is { } cycles)
        {
            Line(text, "drm-cycles-panthor", Number(cycles));
        }

        Line(text, "drm-maxfreq-panthor", $"{Number((ulong)MaximumFrequency)} Hz");
        Line(text, "drm-curfreq-panthor", $"{Number((ulong)CurrentFrequency)} Hz");
        Line(text, "panthor-resident-memory", Size(InternalResident));
        Line(text, "panthor-active-memory", Size(InternalActive));
        Line(text, "drm-total-memory", Size(Memory.Total));
        Line(text, "drm-shared-memory", Size(Memory.Shared));
        if (Memory.Active != 0)
        {
            Line(text, "drm-active-memory", Size(Memory.Active));
        }

        if (Memory.Resident != 0)
        {
            Line(text, "drm-resident-memory", Size(Memory.Resident));
        }

        return text.ToString();
    }

    /// <summary>A size in the largest unit that leaves it whole, MiB at most (<c>drm_fdinfo_print_size()</c>).</summary>
    internal static string Size(ulong bytes)
    {
        int unit = 0;
        while (unit < s_units.Length - 1 && bytes != 0 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            unit++;
        }

        return Number(bytes) + s_units[unit];
    }

    private static void Line(StringBuilder text, string key, string value) =>
        text.Append(key).Append(":\t").Append(value).Append('\n');

    private static string Number(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
