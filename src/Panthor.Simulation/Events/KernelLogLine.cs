namespace Panthor.Kernel;

/// <summary>One line of the kernel log.</summary>
/// <param name="Time">When it was written.</param>
/// <param name="Level">Its level.</param>
/// <param name="Task">The task that wrote it; null outside of tasks.</param>
/// <param name="Message">The text.</param>
public readonly record struct KernelLogLine(VirtualTime Time, KernelLogLevel Level, string? Task, string Message)
{
    /// <summary>As dmesg shows it: "[    0.000123] panthor fb000000.gpu: …".</summary>
    public override string ToString() => $"[{Time}] {Message}";
}
