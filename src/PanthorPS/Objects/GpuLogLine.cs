using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A line of the kernel log (a snapshot).</summary>
/// <param name="Time">When it was written.</param>
/// <param name="Level">Its level.</param>
/// <param name="Task">The task that wrote it; null outside of tasks.</param>
/// <param name="Message">The text.</param>
public sealed record GpuLogLine(VirtualTime Time, KernelLogLevel Level, string? Task, string Message)
{
    /// <summary>As dmesg shows it.</summary>
    public override string ToString() => $"[{Time}] {Message}";
}
