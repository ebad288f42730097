using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Something that a checker found (a snapshot).</summary>
public sealed class GpuFinding
{
    internal GpuFinding(GpuDevice device, Finding finding)
    {
        Kind = finding.Kind;
        Title = finding.Title;
        Report = finding.Report;
        Task = finding.Task;
        Time = finding.Time;
        Device = device;
    }

    /// <summary>What kind of thing it is.</summary>
    public FindingKind Kind { get; }

    /// <summary>One line.</summary>
    public string Title { get; }

    /// <summary>The report in the kernel's style: what, where, which tasks, what happened before.</summary>
    public string Report { get; }

    /// <summary>The task in which it was found; null outside of tasks.</summary>
    public string? Task { get; }

    /// <summary>When it was found.</summary>
    public VirtualTime Time { get; }

    /// <summary>The device on which it was found.</summary>
    public GpuDevice Device { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Title}";
}
