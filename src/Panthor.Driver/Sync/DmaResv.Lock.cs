using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Panthor.Kernel;

namespace Panthor.Driver.Sync;

public sealed partial class DmaResv
{
    /// <summary>What lockdep knows all reservations by: <c>reservation_ww_class</c>.</summary>
    public static readonly LockClass LockClassOfAll = new("reservation_ww_class_mutex");

    /// <summary>
    /// How often a transaction may lose the lock to tasks that run by; then it gives way, and queues without any lock.
    /// </summary>
    private const int LostRacesAtMost = 2;

    private readonly Mutex _mutex;
    private List<Waiter>? _waiters;
    private WwAcquireContext? _holder;
    private bool _contextsFirst;

    /// <summary>Whether anybody holds the lock (<c>dma_resv_is_locked()</c>).</summary>
    public bool IsHeld => _mutex.IsHeld;

    /// <summary>Whether the current task holds the lock (<c>dma_resv_held()</c>).</summary>
    public bool IsHeldByCurrent => _mutex.IsHeldByCurrent;

    /// <summary>The task that holds the lock, or null.</summary>
    public SimTask? Holder => _mutex.Holder;

    /// <summary>The transaction that the lock was taken in (<c>dma_resv_locking_ctx()</c>), or null.</summary>
    public WwAcquireContext? LockingContext => _holder;

    /// <summary>Takes the lock outside of any transaction (<c>dma_resv_lock()</c> without a context).</summary>
    /// <param name="site">Where, for reports.</param>
    public LockAwaitable LockAsync([CallerMemberName] string site = "") => _mutex.LockAsync(site);

    /// <summary>
    /// As <see cref="LockAsync(string)"/>, unless a signal comes first (<c>dma_resv_lock_interruptible()</c>).
    /// </summary>
    /// <param name="site">Where, for reports.</param>
    public InterruptibleLockAwaitable LockInterruptibleAsync([CallerMemberName] string site = "") =>
        _mutex.LockInterruptibleAsync(site);

    /// <summary>Takes the lock if it is free (<c>dma_resv_trylock()</c>).</summary>
    /// <param name="site">Where, for reports.</param>
    /// <returns>Whether the lock was taken.</returns>
    public bool TryLock([CallerMemberName] string site = "") => _mutex.TryLock(site);

    /// <summary>lockdep_assert_held (<c>dma_resv_assert_held()</c>).</summary>
    /// <param name="site">Where, for reports.</param>
    /// <returns>Whether the current task holds the lock.</returns>
    public bool AssertHeld([CallerMemberName] string site = "") => _mutex.AssertHeld(site);

    /// <summary>
    /// Takes the lock as one of several (<c>dma_resv_lock()</c> with a context): of two transactions that want each
    /// other's locks the younger gives way.
    /// </summary>
    /// <param name="context">The transaction.</param>
    /// <param name="interruptible">Whether a signal to the task ends the wait.</param>
    /// <param name="site">Where, for reports.</param>
    /// <returns>
    /// <see cref="Errno.EALREADY"/> if the transaction holds the lock; <see cref="Errno.EDEADLK"/> if it must give back
    /// all its locks and begin with this one, by <see cref="LockSlowAsync"/>; <see cref="Errno.ERESTARTSYS"/>.
    /// </returns>
    public async KTask<Errno> LockAsync(
        WwAcquireContext context, bool interruptible, [CallerMemberName] string site = "")
    {
        ArgumentNullException.ThrowIfNull(context);
        if (ReferenceEquals(_holder, context))
        {
            return Errno.EALREADY;
        }

        Simulation.Warn(context.IsDone, $"{context} takes a lock after it said that it has all");
        Simulation.Warn(
            context.Contended is { } contended && !ReferenceEquals(contended, this),
            $"{context} must begin with the lock for which it gave way");
        Errno errno = context.Acquired != 0
            ? await LockFurtherAsync(context, interruptible, site)
            : await LockFirstAsync(interruptible, site);
        if (errno != Errno.None)
        {
            return errno;
        }

        _holder = context;
        context.Acquired++;
        context.Contended = null;
        WakeOldestToGiveWay(context);
        return Errno.None;
    }

    /// <summary>
    /// Takes the lock for which the transaction gave way (<c>dma_resv_lock_slow()</c>); it must hold no other.
    /// </summary>
    /// <param name="context">The transaction.</param>
    /// <param name="interruptible">Whether a signal to the task ends the wait.</param>
    /// <param name="site">Where, for reports.</param>
    /// <returns><see cref="Errno.None"/> or <see cref="Errno.ERESTARTSYS"/>.</returns>
    public KTask<Errno> LockSlowAsync(WwAcquireContext context, bool interruptible, [CallerMemberName] string site = "")
    {
        ArgumentNullException.ThrowIfNull(context);
        Simulation.Warn(context.Acquired != 0, $"{context} holds {context.Acquired} locks in ww_mutex_lock_slow");
        return LockAsync(context, interruptible, site);
    }

    /// <summary>
    /// Gives the lock back (<c>dma_resv_unlock()</c>). Slots that were reserved and not used are gone.
    /// </summary>
    /// <param name="site">Where, for reports.</param>
    public void Unlock([CallerMemberName] string site = "")
    {
        if (!_mutex.IsHeldByCurrent)
        {
            _mutex.Unlock(site);
            return;
        }

        if (_list is { } list)
        {
            list.Max = list.Count;
        }

        if (_holder is { } context)
        {
            context.Acquired--;
            _holder = null;
        }

        // The waiters of transactions and those of the mutex take turns in being woken first, so that none starves.
        bool first = _contextsFirst;
        _contextsFirst = !first && _waiters is { Count: > 0 };
        if (first)
        {
            WakeFirst();
        }

        _mutex.Unlock(site);
        if (!first)
        {
            WakeFirst();
        }
    }

    /// <summary>Who holds no lock yet makes nobody wait: it queues as everybody does.</summary>
    private async KTask<Errno> LockFirstAsync(bool interruptible, string site)
    {
        if (interruptible)
        {
            return await _mutex.LockInterruptibleAsync(site);
        }

        await _mutex.LockAsync(site);
        return Errno.None;
    }

    /// <summary>Who holds locks waits in order of age, the oldest transaction first, or gives way.</summary>
    private async KTask<Errno> LockFurtherAsync(WwAcquireContext context, bool interruptible, string site)
    {
        Simulation.MightSleep();
        await Simulation.PreemptionPoint(ChoiceKind.Lock);
        if (_mutex.TryLock(site))
        {
            return Errno.None;
        }

        Waiter waiter = new(Simulation, context);
        Enqueue(waiter);
        WaitMode mode = interruptible ? WaitMode.Interruptible : WaitMode.Uninterruptible;
        Errno errno = Errno.None;
        for (int lost = 0; errno == Errno.None; lost++)
        {
            if (lost > LostRacesAtMost || MustGiveWay(context))
            {
                errno = Errno.EDEADLK;
                context.Contended = this;
                break;
            }

            errno = await waiter.Queue.Park(Duration.Infinite, mode);
            if (_mutex.TryLock(site))
            {
                errno = Errno.None;
                break;
            }
        }

        _waiters!.Remove(waiter);
        if (!_mutex.IsHeld)
        {
            WakeFirst();
        }

        return errno;
    }

    /// <summary>
    /// Wait-die (<c>__ww_mutex_check_kill()</c>): who holds locks does not wait for an older transaction, be it the
    /// holder or one that waits in front.
    /// </summary>
    private bool MustGiveWay(WwAcquireContext context)
    {
        if (context.Acquired == 0)
        {
            return false;
        }

        if (_holder is { } holder && holder.Stamp < context.Stamp)
        {
            return true;
        }

        return _waiters is { Count: > 0 } waiters && waiters[0].Context.Stamp < context.Stamp;
    }

    private void Enqueue(Waiter waiter)
    {
        List<Waiter> waiters = _waiters ??= [];
        int index = waiters.Count;
        while (index > 0 && waiters[index - 1].Context.Stamp > waiter.Context.Stamp)
        {
            index--;
            WakeIfItMustGiveWay(waiters[index], waiter.Context);
        }

        waiters.Insert(index, waiter);
    }

    /// <summary><c>__ww_mutex_check_waiters()</c>: the lock has a new holder.</summary>
    private void WakeOldestToGiveWay(WwAcquireContext holder)
    {
        if (_waiters is { Count: > 0 } waiters)
        {
            WakeIfItMustGiveWay(waiters[0], holder);
        }
    }

    private static void WakeIfItMustGiveWay(Waiter waiter, WwAcquireContext other)
    {
        if (waiter.Context.Acquired > 0 && waiter.Context.Stamp > other.Stamp)
        {
            waiter.Queue.WakeUpAll();
        }
    }

    private void WakeFirst()
    {
        if (_waiters is { Count: > 0 } waiters)
        {
            waiters[0].Queue.WakeUpAll();
        }
    }

    private sealed class Waiter(Simulation simulation, WwAcquireContext context)
    {
        internal readonly WwAcquireContext Context = context;
        internal readonly WaitQueue Queue = new(simulation, LockClassOfAll.Name);
    }
}
