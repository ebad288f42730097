using System;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>A task was to be run to its end, but it waits and nothing in the machine can wake it.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Only the scheduler knows that nothing can wake the task.")]
public sealed class StalledException : Exception
{
    internal StalledException(SimTask task, string message)
        : base(message)
    {
        Task = task;
    }

    /// <summary>The task that waits.</summary>
    public SimTask Task { get; }
}
