using System;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

public abstract partial class DmaFence
{
    /// <summary>Waits until the fence is signalled (<c>dma_fence_wait()</c>).</summary>
    /// <param name="interruptible">Whether a signal to the task ends the wait.</param>
    /// <returns><see cref="Errno.None"/> or <see cref="Errno.ERESTARTSYS"/>.</returns>
    public KTask<Errno> WaitAsync(bool interruptible) => WaitAsync(interruptible, Duration.Infinite);

    /// <summary>Waits until the fence is signalled, for so long at most (<c>dma_fence_wait_timeout()</c>).</summary>
    /// <param name="interruptible">Whether a signal to the task ends the wait.</param>
    /// <param name="timeout">How long; zero only looks.</param>
    /// <returns>
    /// <see cref="Errno.None"/>, <see cref="Errno.ETIMEDOUT"/> (the kernel returns 0 then),
    /// <see cref="Errno.ERESTARTSYS"/>, or <see cref="Errno.EINVAL"/> for a negative timeout.
    /// </returns>
    public async KTask<Errno> WaitAsync(bool interruptible, Duration timeout)
    {
        if (Simulation.Warn(timeout < Duration.Zero, $"fence {this} is waited for with the timeout {timeout}"))
        {
            return Errno.EINVAL;
        }

        Simulation.MightSleep();
        _fences.MightWait();
        await Simulation.PreemptionPoint(ChoiceKind.Other);
        EnableSwSignaling();
        Simulation.Events.Record(FenceEvents.WaitStart, Context, Seqno);
        Errno errno = await DefaultWaitAsync(interruptible, timeout);
        Simulation.Events.Record(FenceEvents.WaitEnd, Context, Seqno, (ulong)errno);
        return errno;
    }

    /// <summary>Waits until one of several fences is signalled (<c>dma_fence_wait_any_timeout()</c>).</summary>
    /// <param name="fences">The fences, at least one.</param>
    /// <param name="interruptible">Whether a signal to the task ends the wait.</param>
    /// <param name="timeout">How long; zero only looks.</param>
    /// <returns>
    /// The index of the first that is signalled; <see cref="Errno.ETIMEDOUT"/>, <see cref="Errno.ERESTARTSYS"/> or
    /// <see cref="Errno.EINVAL"/>.
    /// </returns>
    public static async KTask<KernelResult<int>> WaitAnyAsync(
        ReadOnlyMemory<DmaFence> fences, bool interruptible, Duration timeout)
    {
        if (fences.IsEmpty)
        {
            return KernelResult.Fail(Errno.EINVAL, "there is no fence to wait for");
        }

        Simulation simulation = fences.Span[0].Simulation;
        if (simulation.Warn(timeout < Duration.Zero, $"fences are waited for with the timeout {timeout}"))
        {
            return KernelResult.Fail(Errno.EINVAL, $"the timeout {timeout} is negative");
        }

        simulation.MightSleep();
        await simulation.PreemptionPoint(ChoiceKind.Other);
        if (timeout == Duration.Zero)
        {
            int now = IndexOfSignaled(fences.Span, ask: true);
            return now >= 0 ? now : Errno.ETIMEDOUT;
        }

        WaitQueue wait = new(simulation, "dma_fence_wait_any");
        var callbacks = new WakeCallback[fences.Length];
        int added = 0;
        while (added < callbacks.Length && fences.Span[added].AddCallback(callbacks[added] = new WakeCallback(wait)))
        {
            added++;
        }

        KernelResult<int> result = added < callbacks.Length
            ? added
            : await WaitForFlagAsync(simulation, wait, fences, interruptible, timeout);
        while (added-- > 0)
        {
            fences.Span[added].RemoveCallback(callbacks[added]);
        }

        return result;
    }

    private static async KTask<KernelResult<int>> WaitForFlagAsync(
        Simulation simulation, WaitQueue wait, ReadOnlyMemory<DmaFence> fences, bool interruptible, Duration timeout)
    {
        VirtualTime deadline = simulation.Now + timeout;
        WaitMode mode = interruptible ? WaitMode.Interruptible : WaitMode.Uninterruptible;
        while (true)
        {
            int index = IndexOfSignaled(fences.Span, ask: false);
            if (index >= 0)
            {
                return index;
            }

            Duration left = timeout.IsInfinite ? timeout : deadline - simulation.Now;
            Errno errno = await wait.Park(left, mode);
            if (errno != Errno.None)
            {
                return errno;
            }
        }
    }

    private static int IndexOfSignaled(ReadOnlySpan<DmaFence> fences, bool ask)
    {
        for (int i = 0; i < fences.Length; i++)
        {
            if (ask ? fences[i].IsSignaled() : fences[i]._signaled)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>dma_fence_default_wait. Who waits is woken before the callbacks that were added by others.</summary>
    private async KTask<Errno> DefaultWaitAsync(bool interruptible, Duration timeout)
    {
        if (_signaled)
        {
            return Errno.None;
        }

        if (interruptible && Simulation.Current is { IsSignalled: true })
        {
            return Errno.ERESTARTSYS;
        }

        if (timeout == Duration.Zero)
        {
            return Errno.ETIMEDOUT;
        }

        WaitQueue wait = new(Simulation, $"fence {DriverName}:{TimelineName}:{this}");
        WakeCallback callback = new(wait);
        SpinLock fenceLock = Lock;
        fenceLock.LockIrqSave();
        Prepend(callback);
        fenceLock.UnlockIrqRestore();

        VirtualTime deadline = Simulation.Now + timeout;
        WaitMode mode = interruptible ? WaitMode.Interruptible : WaitMode.Uninterruptible;
        Errno errno = Errno.None;
        while (!_signaled && errno == Errno.None)
        {
            Duration left = timeout.IsInfinite ? timeout : deadline - Simulation.Now;
            errno = await wait.Park(left, mode);
        }

        RemoveCallback(callback);
        return errno;
    }

    private sealed class WakeCallback(WaitQueue wait) : DmaFenceCallback
    {
        protected internal override void Invoke(DmaFence fence) => wait.WakeUpAll();
    }
}
