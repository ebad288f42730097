using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>A place where other tasks may come in between; the task stays runnable.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "A wait in progress; nobody compares those.")]
public readonly struct YieldAwaitable : IKernelAwaiter
{
    private readonly Simulation _simulation;
    private readonly ChoiceKind _kind;
    private readonly bool _always;

    internal YieldAwaitable(Simulation simulation, ChoiceKind kind, bool always)
    {
        _simulation = simulation;
        _kind = kind;
        _always = always;
    }

    /// <summary>Whether the task goes on at once.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsCompleted
    {
        get
        {
            if (!_always)
            {
                return !_simulation.Preempts || !_simulation.OfferSwitch(_kind);
            }

            _simulation.MightSleep(null);
            return false;
        }
    }

    /// <summary>For <c>await</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public YieldAwaitable GetAwaiter() => this;

    /// <summary>The task runs again.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void GetResult()
    {
    }

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Suspend(TaskFrame frame) => _simulation.ParkReady(frame, null);

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void OnCompleted(Action continuation) => throw Foreign.Awaited();

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void UnsafeOnCompleted(Action continuation) => throw Foreign.Awaited();
}
