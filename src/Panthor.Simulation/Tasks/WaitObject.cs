using System;

namespace Panthor.Kernel;

/// <summary>Something a task can wait for: a lock, a completion, a wait queue, the end of another task.</summary>
public abstract class WaitObject
{
    internal WaitList Waiters;

    private protected WaitObject(Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        Simulation = simulation;
    }

    /// <summary>The machine it belongs to.</summary>
    public Simulation Simulation { get; }

    /// <summary>What it is, for reports: "mutex panthor_vm.op_lock".</summary>
    public abstract string Description { get; }

    /// <summary>Whether there is nothing to wait for; consumes what there is.</summary>
    internal virtual bool TryCompleteAtOnce(SimTask task) => false;

    /// <summary>
    /// A waiter was woken and picked: finish what it waited for (take the lock, consume the completion).
    /// </summary>
    /// <returns>Whether the wait is over; if not, the task stays on (or joins) <see cref="Waiters"/>.</returns>
    internal virtual bool TryComplete(SimTask task)
    {
        Waiters.Remove(task);
        return true;
    }

    /// <summary>A waiter gives up, because of a timeout, a signal or its death.</summary>
    internal virtual void Abandon(SimTask task) => Waiters.Remove(task);
}
