namespace Panthor.Kernel;

/// <summary>Something that a checker found.</summary>
public sealed class Finding
{
    internal Finding(FindingKind kind, string title, string report, string? task, VirtualTime time)
    {
        Kind = kind;
        Title = title;
        Report = report;
        Task = task;
        Time = time;
    }

    /// <summary>The kind.</summary>
    public FindingKind Kind { get; }

    /// <summary>One line.</summary>
    public string Title { get; }

    /// <summary>The report in the kernel's style: what, where, which tasks and locks, the events before it.</summary>
    public string Report { get; }

    /// <summary>The task in which it was found; null outside of tasks.</summary>
    public string? Task { get; }

    /// <summary>When it was found.</summary>
    public VirtualTime Time { get; }

    /// <summary>Kind and title.</summary>
    public override string ToString() => $"{Kind}: {Title}";
}
