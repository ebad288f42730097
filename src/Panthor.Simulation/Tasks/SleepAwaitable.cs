using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>A sleep for a span of virtual time.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "A wait in progress; nobody compares those.")]
public readonly struct SleepAwaitable : IKernelAwaiter
{
    private readonly Simulation _simulation;
    private readonly Duration _duration;

    internal SleepAwaitable(Simulation simulation, Duration duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(duration.Nanoseconds);
        _simulation = simulation;
        _duration = duration;
    }

    /// <summary>Never: even the shortest sleep gives up the processor.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsCompleted
    {
        get
        {
            _simulation.MightSleep(null);
            return false;
        }
    }

    /// <summary>For <c>await</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SleepAwaitable GetAwaiter() => this;

    /// <summary>The sleep is over.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void GetResult()
    {
    }

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Suspend(TaskFrame frame) => _simulation.Park(frame, null, WaitMode.Idle, _duration);

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void OnCompleted(Action continuation) => throw Foreign.Awaited();

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void UnsafeOnCompleted(Action continuation) => throw Foreign.Awaited();
}
