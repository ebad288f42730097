using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>Takes a lock that may sleep. Kept to two fields, so that it travels in registers.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "A wait in progress; nobody compares those.")]
public readonly struct LockAwaitable : IKernelAwaiter
{
    private readonly SleepingLock _lock;
    private readonly string _site;

    internal LockAwaitable(SleepingLock sleepingLock, string site)
    {
        _lock = sleepingLock;
        _site = site;
    }

    /// <summary>Whether the lock could be taken at once.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool IsCompleted
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _lock.TryEnter(_site);
    }

    /// <summary>For <c>await</c>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LockAwaitable GetAwaiter() => this;

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
