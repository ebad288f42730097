using System;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

public abstract partial class DmaFence
{
    private DmaFenceCallback? _firstCallback;
    private DmaFenceCallback? _lastCallback;

    /// <summary>
    /// The lock that guards the state (<c>dma_fence_spinlock()</c>): the timeline's, or the fence's own.
    /// </summary>
    public SpinLock Lock => _lock ?? throw Simulation.Oops("the lock of a fence is used before dma_fence_init");

    /// <summary>
    /// Signals the fence and calls everybody who waits, in order (<c>dma_fence_signal()</c>). The second time is a
    /// finding.
    /// </summary>
    public void Signal() => Signal(Simulation.Now);

    /// <summary>
    /// As <see cref="Signal()"/>, with the time when it really happened (<c>dma_fence_signal_timestamp()</c>).
    /// </summary>
    public void Signal(VirtualTime timestamp)
    {
        bool cookie = _fences.BeginSignalling();
        SpinLock fenceLock = Lock;
        fenceLock.LockIrqSave();
        ReportSignaledTwice();
        SignalLocked(timestamp);
        fenceLock.UnlockIrqRestore();
        _fences.EndSignalling(cookie);
    }

    /// <summary>
    /// As <see cref="Signal()"/>, by a caller that holds <see cref="Lock"/> (<c>dma_fence_signal_locked()</c>).
    /// </summary>
    public void SignalLocked()
    {
        Lock.AssertHeld();
        ReportSignaledTwice();
        SignalLocked(Simulation.Now);
    }

    /// <summary>
    /// Signals the fence if nobody did (<c>dma_fence_check_and_signal()</c>): for issuers that race on purpose.
    /// </summary>
    /// <returns>Whether it had been signalled before.</returns>
    public bool CheckAndSignal()
    {
        SpinLock fenceLock = Lock;
        fenceLock.LockIrqSave();
        bool before = _signaled;
        SignalLocked(Simulation.Now);
        fenceLock.UnlockIrqRestore();
        return before;
    }

    /// <summary>
    /// Whether the fence is signalled; asks the issuer too, and signals the fence if that says yes
    /// (<c>dma_fence_is_signaled()</c>).
    /// </summary>
    public bool IsSignaled()
    {
        if (_signaled)
        {
            return true;
        }

        if (!TestSignaled())
        {
            return false;
        }

        CheckAndSignal();
        return true;
    }

    /// <summary>
    /// Has a function called when the fence is signalled (<c>dma_fence_add_callback()</c>), after those that came
    /// before.
    /// </summary>
    /// <returns>False if the fence is signalled already (<c>-ENOENT</c>): then it is not called.</returns>
    public bool AddCallback(DmaFenceCallback callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (_signaled)
        {
            return false;
        }

        if (!AssertAlive("dma_fence_add_callback")
            || Simulation.Warn(callback.IsQueued, $"a callback is added to fence {this} and is on a list already"))
        {
            return false;
        }

        SpinLock fenceLock = Lock;
        fenceLock.LockIrqSave();
        bool added = EnableSignalingLocked();
        if (added)
        {
            Append(callback);
        }

        fenceLock.UnlockIrqRestore();
        return added;
    }

    /// <summary>Takes a callback back (<c>dma_fence_remove_callback()</c>).</summary>
    /// <returns>False if it was called, or never added.</returns>
    public bool RemoveCallback(DmaFenceCallback callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        SpinLock fenceLock = Lock;
        fenceLock.LockIrqSave();
        bool queued = ReferenceEquals(callback.Fence, this);
        if (queued)
        {
            Unlink(callback);
        }

        fenceLock.UnlockIrqRestore();
        return queued;
    }

    /// <summary>Tells the issuer that somebody waits (<c>dma_fence_enable_sw_signaling()</c>).</summary>
    public void EnableSwSignaling()
    {
        SpinLock fenceLock = Lock;
        fenceLock.LockIrqSave();
        EnableSignalingLocked();
        fenceLock.UnlockIrqRestore();
    }

    /// <summary>Whether the issuer was told that somebody waits (<c>DMA_FENCE_FLAG_ENABLE_SIGNAL_BIT</c>).</summary>
    private protected bool IsSignalingEnabled => _signalingEnabled;

    /// <summary>For issuers that do something about it: the tracepoint of <see cref="OnEnableSignaling"/>.</summary>
    private protected void TraceEnableSignaling() =>
        Simulation.Events.Record(FenceEvents.EnableSignal, Context, Seqno);

    /// <summary>Makes the fence one that needs no signalling to be enabled: a stub.</summary>
    private protected void MarkSignalingEnabled() => _signalingEnabled = true;

    /// <summary>dma_fence_signal_timestamp_locked; does nothing the second time.</summary>
    private void SignalLocked(VirtualTime timestamp)
    {
        if (_signaled)
        {
            return;
        }

        _signaled = true;
        Simulation.Events.Record(FenceEvents.Signaled, Context, Seqno, (ulong)Error);
        Timestamp = timestamp;
        DmaFenceCallback? next = _firstCallback;
        for (DmaFenceCallback? callback = next; callback is not null; callback = callback.Next)
        {
            callback.Fence = null;
        }

        _firstCallback = null;
        _lastCallback = null;
        while (next is { } callback)
        {
            next = callback.Next;
            callback.Next = null;
            callback.Previous = null;
            callback.Invoke(this);
        }
    }

    private void ReportSignaledTwice()
    {
        if (_signaled)
        {
            string when = Timestamp.ToString().Trim();
            string title = $"Fence {this} signalled twice";
            Simulation.Report(FindingKind.Fence, title, $"It was first signalled at {when} s, with error {Error}.");
        }
        else
        {
            AssertAlive("dma_fence_signal");
        }
    }

    /// <summary>__dma_fence_enable_signaling.</summary>
    /// <returns>False if the fence is signalled.</returns>
    private bool EnableSignalingLocked()
    {
        bool wasEnabled = _signalingEnabled;
        _signalingEnabled = true;
        if (_signaled)
        {
            return false;
        }

        if (wasEnabled)
        {
            return true;
        }

        if (!OnEnableSignaling())
        {
            SignalLocked(Simulation.Now);
            return false;
        }

        return true;
    }

    private void Append(DmaFenceCallback callback)
    {
        callback.Fence = this;
        callback.Previous = _lastCallback;
        callback.Next = null;
        if (_lastCallback is null)
        {
            _firstCallback = callback;
        }
        else
        {
            _lastCallback.Next = callback;
        }

        _lastCallback = callback;
    }

    private void Prepend(DmaFenceCallback callback)
    {
        callback.Fence = this;
        callback.Next = _firstCallback;
        callback.Previous = null;
        if (_firstCallback is null)
        {
            _lastCallback = callback;
        }
        else
        {
            _firstCallback.Previous = callback;
        }

        _firstCallback = callback;
    }

    private void Unlink(DmaFenceCallback callback)
    {
        if (callback.Previous is { } previous)
        {
            previous.Next = callback.Next;
        }
        else
        {
            _firstCallback = callback.Next;
        }

        if (callback.Next is { } next)
        {
            next.Previous = callback.Previous;
        }
        else
        {
            _lastCallback = callback.Previous;
        }

        callback.Fence = null;
        callback.Next = null;
        callback.Previous = null;
    }
}
