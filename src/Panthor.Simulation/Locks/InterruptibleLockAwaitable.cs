using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>
/// Takes a lock that may sleep, unless a signal comes first: the result is <see cref="Errno.None"/> or
/// <see cref="Errno.ERESTARTSYS"/>.
/// </summary>
[SuppressMessage("Performance", "CA1815", Justification = "A wait in progress; nobody compares those.")]
public readonly struct InterruptibleLockAwaitable : IKernelAwaiter
{
    private readonly SleepingLock _lock;
    private readonly string _site;

    internal InterruptibleLockAwaitable(SleepingLock sleepingLock, string site)
    {
        _lock = sleepingLock;
        _site = site;
    }

    /// <summary>Whether nothing has to be waited for.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsCompleted => _lock.TryEnter(_site, 0, false, WaitMode.Interruptible);

    /// <summary>For <c>await</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public InterruptibleLockAwaitable GetAwaiter() => this;

    /// <summary>Whether the lock is held, or a signal came first.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Errno GetResult() => _lock.Simulation.Context.WaitResult;

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Suspend(TaskFrame frame) => _lock.SuspendEntering(frame, WaitMode.Interruptible);

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void OnCompleted(Action continuation) => throw Foreign.Awaited();

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void UnsafeOnCompleted(Action continuation) => throw Foreign.Awaited();
}
