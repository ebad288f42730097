using System.Collections.Generic;

namespace PanthorPS;

/// <summary>A schedule under which something went wrong, and where to begin to see it again (a snapshot).</summary>
public sealed class GpuRace
{
    internal GpuRace(GpuCheckpoint checkpoint, GpuSchedule schedule, ulong seed, int tried, GpuFinding[] findings)
    {
        Checkpoint = checkpoint;
        Schedule = schedule;
        Seed = seed;
        Tried = tried;
        Findings = findings;
        Choices = checkpoint.Device.Machine.Simulation.Choices.ToString();
    }

    /// <summary>Seed of the schedule: Restore-GpuDevice takes it, with <see cref="Checkpoint"/>.</summary>
    public ulong Seed { get; }

    /// <summary>How was decided.</summary>
    public GpuSchedule Schedule { get; }

    /// <summary>How many schedules were tried, this one included.</summary>
    public int Tried { get; }

    /// <summary>What the checkers found; empty if a condition was looked for, and they found nothing.</summary>
    public IReadOnlyList<GpuFinding> Findings { get; }

    /// <summary>One line: the first finding.</summary>
    public string Title => Findings.Count == 0 ? "the condition became true" : Findings[0].ToString();

    /// <summary>All decisions since the boot of the device, in compact form.</summary>
    public string Choices { get; }

    /// <summary>The state from which the schedule began.</summary>
    public GpuCheckpoint Checkpoint { get; }

    /// <summary>The device, which stands where the schedule has ended.</summary>
    public GpuDevice Device => Checkpoint.Device;

    /// <inheritdoc/>
    public override string ToString() => $"{Schedule} {Seed}: {Title}";
}
