using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Panthor.Kernel;

/// <summary>Takes a lock that may sleep, at a nesting level or for reading.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "A wait in progress; nobody compares those.")]
public readonly struct NestedLockAwaitable : IKernelAwaiter
{
    private readonly SleepingLock _lock;
    private readonly string _site;
    private readonly int _subclass;
    private readonly bool _shared;

    internal NestedLockAwaitable(SleepingLock sleepingLock, string site, int subclass, bool shared)
    {
        _lock = sleepingLock;
        _site = site;
        _subclass = subclass;
        _shared = shared;
    }

    /// <summary>Whether the lock could be taken at once.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsCompleted => _lock.TryEnter(_site, _subclass, _shared, WaitMode.Uninterruptible);

    /// <summary>For <c>await</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NestedLockAwaitable GetAwaiter() => this;

    /// <summary>The lock is held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void GetResult()
    {
    }

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Suspend(TaskFrame frame) => _lock.SuspendEntering(frame, WaitMode.Uninterruptible);

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void OnCompleted(Action continuation) => throw Foreign.Awaited();

    /// <summary>Not possible: only <see cref="KTask"/> methods may await kernel calls.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void UnsafeOnCompleted(Action continuation) => throw Foreign.Awaited();
}
