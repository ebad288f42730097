using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>As <see cref="KTask"/>, with a result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
[AsyncMethodBuilder(typeof(KTaskBuilder<>))]
[SuppressMessage("Performance", "CA1815", Justification = "A call in progress; nobody compares those.")]
public readonly partial struct KTask<T>
{
    private readonly T _result;

    internal KTask(TaskFrame<T>? frame, T result)
    {
        Frame = frame;
        _result = result;
    }

    internal TaskFrame<T>? Frame { get; }

    /// <summary>For <c>await</c>.</summary>
    public Awaiter GetAwaiter() => new(Frame, _result);
}
