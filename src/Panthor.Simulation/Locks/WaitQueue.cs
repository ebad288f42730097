using System;

namespace Panthor.Kernel;

/// <summary>
/// A wait queue: tasks wait until a condition holds (the wait_event family). Whoever makes the condition true must wake
/// the queue; a waiter looks again each time it is woken.
/// </summary>
public sealed class WaitQueue : WaitObject
{
    /// <summary>init_waitqueue_head.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="name">Its name, for reports.</param>
    public WaitQueue(Simulation simulation, string name)
        : base(simulation)
    {
        Name = name;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string Description => $"wait queue {Name}";

    /// <summary>waitqueue_active: whether anyone waits.</summary>
    public bool IsActive => !Waiters.IsEmpty;

    /// <summary>wait_event.</summary>
    public KTask WaitAsync(Func<bool> condition) => WaitAsync(condition, static holds => holds());

    /// <summary>wait_event, with a state so that the condition need not capture anything.</summary>
    public async KTask WaitAsync<TState>(TState state, Func<TState, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        Simulation.MightSleep(this);
        while (!condition(state))
        {
            await Park(Duration.Infinite, WaitMode.Uninterruptible);
        }
    }

    /// <summary>wait_event_timeout.</summary>
    /// <returns>Whether the condition held in time.</returns>
    public KTask<bool> WaitAsync(Func<bool> condition, Duration timeout) =>
        WaitAsync(condition, static holds => holds(), timeout);

    /// <summary>wait_event_timeout, with a state so that the condition need not capture anything.</summary>
    /// <returns>Whether the condition held in time.</returns>
    public async KTask<bool> WaitAsync<TState>(TState state, Func<TState, bool> condition, Duration timeout) =>
        await WaitCoreAsync(state, condition, timeout, WaitMode.Uninterruptible) == Errno.None;

    /// <summary>wait_event_interruptible_timeout.</summary>
    /// <returns><see cref="Errno.None"/>, <see cref="Errno.ETIMEDOUT"/> or <see cref="Errno.ERESTARTSYS"/>.</returns>
    public KTask<Errno> WaitInterruptibleAsync(Func<bool> condition, Duration timeout) =>
        WaitCoreAsync(condition, static holds => holds(), timeout, WaitMode.Interruptible);

    /// <summary>
    /// wait_event_interruptible_timeout, with a state so that the condition need not capture anything.
    /// </summary>
    /// <returns><see cref="Errno.None"/>, <see cref="Errno.ETIMEDOUT"/> or <see cref="Errno.ERESTARTSYS"/>.</returns>
    public KTask<Errno> WaitInterruptibleAsync<TState>(TState state, Func<TState, bool> condition, Duration timeout) =>
        WaitCoreAsync(state, condition, timeout, WaitMode.Interruptible);

    /// <summary>Waits without a condition until the queue is woken: the caller looks for itself.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <param name="mode">How.</param>
    /// <param name="exclusive">Whether one wake-up is for one such waiter only.</param>
    public ParkAwaitable Park(Duration timeout, WaitMode mode, bool exclusive = false) =>
        new(this, timeout, mode, exclusive);

    /// <summary>wake_up: wakes all waiters, but of the exclusive ones only the first.</summary>
    public void WakeUp()
    {
        SimTask? next;
        bool exclusiveWoken = false;
        for (SimTask? task = Waiters.First; task is not null; task = next)
        {
            next = task.NextWaiter;
            if (task.IsExclusiveWaiter && exclusiveWoken)
            {
                continue;
            }

            exclusiveWoken |= task.IsExclusiveWaiter;
            Waiters.Remove(task);
            Simulation.Wake(task);
        }
    }

    /// <summary>wake_up_all: wakes all waiters.</summary>
    public void WakeUpAll()
    {
        while (Waiters.First is { } task)
        {
            Waiters.Remove(task);
            Simulation.Wake(task);
        }
    }

    private async KTask<Errno> WaitCoreAsync<TState>(
        TState state,
        Func<TState, bool> condition,
        Duration timeout,
        WaitMode mode)
    {
        ArgumentNullException.ThrowIfNull(condition);
        Simulation.MightSleep(this);
        VirtualTime deadline = Simulation.Now + timeout;
        while (!condition(state))
        {
            Duration left = timeout.IsInfinite ? timeout : deadline - Simulation.Now;
            Errno errno = await Park(left, mode);
            if (errno != Errno.None)
            {
                return condition(state) ? Errno.None : errno;
            }
        }

        return Errno.None;
    }
}
