using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>
/// The return type of a kernel function that may sleep. Await it at once and once only, in the task that called it:
/// its frame goes back to a pool when the result is taken. A call that returns without sleeping costs no allocation.
/// </summary>
[AsyncMethodBuilder(typeof(KTaskBuilder))]
[SuppressMessage("Performance", "CA1815", Justification = "A call in progress; nobody compares those.")]
public readonly partial struct KTask
{
    internal KTask(TaskFrame? frame)
    {
        Frame = frame;
    }

    /// <summary>A call that has already returned.</summary>
    public static KTask Completed => default;

    internal TaskFrame? Frame { get; }

    /// <summary>A call that has already returned a value.</summary>
    public static KTask<T> FromResult<T>(T value) => new(null, value);

    /// <summary>For <c>await</c>.</summary>
    public Awaiter GetAwaiter() => new(Frame);
}
