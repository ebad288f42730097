using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>
/// Waits for a <see cref="WaitObject"/>. The result is <see cref="Errno.None"/>, <see cref="Errno.ETIMEDOUT"/> or, in
/// an
/// interruptible wait, <see cref="Errno.ERESTARTSYS"/>.
/// </summary>
[SuppressMessage("Performance", "CA1815", Justification = "A wait in progress; nobody compares those.")]
public readonly struct ParkAwaitable : IKernelAwaiter
{
    private readonly WaitObject _object;
    private readonly Duration _timeout;
    private readonly WaitMode _mode;
    private readonly bool _exclusive;

    internal ParkAwaitable(WaitObject waitObject, Duration timeout, WaitMode mode, bool exclusive = false)
    {
        _object = waitObject;
        _timeout = timeout;
        _mode = mode;
        _exclusive = exclusive;
    }

    /// <summary>Whether nothing has to be waited for.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsCompleted
    {
        get
        {
            Simulation simulation = _object.Simulation;
            simulation.MightSleep(_object);
            SimTask task = simulation.Context;
            task.WaitResult = Errno.None;
            if (_object.TryCompleteAtOnce(task))
            {
                return true;
            }

            if (_timeout.Nanoseconds <= 0)
            {
                task.WaitResult = Errno.ETIMEDOUT;
                return true;
            }

            if (_mode == WaitMode.Interruptible && task.IsSignalled)
            {
                task.WaitResult = Errno.ERESTARTSYS;
                return true;
            }

            return false;
        }
    }

    /// <summary>For <c>await</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParkAwaitable GetAwaiter() => this;

    /// <summary>How the wait ended.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Errno GetResult() => _object.Simulation.Context.WaitResult;

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Suspend(TaskFrame frame)
    {
        SimTask task = _object.Simulation.Park(frame, _object, _mode, _timeout);
        task.IsExclusiveWaiter = _exclusive;
        _object.Waiters.Append(task);
    }

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void OnCompleted(Action continuation) => throw Foreign.Awaited();

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void UnsafeOnCompleted(Action continuation) => throw Foreign.Awaited();
}
