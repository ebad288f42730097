using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>
/// What mutexes and semaphores have in common. As in the kernel a woken waiter competes with tasks that run by; if it
/// loses, the next release hands the lock over to it, so that nobody starves.
/// </summary>
public abstract class SleepingLock : KernelLock
{
    private int _readers;
    private bool _handOff;

    private protected SleepingLock(Simulation simulation, LockClass lockClass)
        : base(simulation, lockClass)
    {
    }

    /// <summary>Whether anyone holds it.</summary>
    public override bool IsHeld => Owner is not null || _readers != 0;

    internal int Readers => _readers;

    /// <summary>Tries to take the lock without waiting; before that, lockdep and the chooser have their say.</summary>
    /// <returns>Whether the lock was taken; if not, the task must be suspended.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryEnter(string site)
    {
        // The fast path of a mutex (a semaphore does not come here): nothing to check, nobody to ask, the lock is free.
        SimTask context = Simulation.Context;
        if ((context.AtomicDepth | context.HeldCount | context.PreemptFlag) == 0 && Owner is null)
        {
            Owner = context;
            PushHeld(context, site, ClassIndex);
            return true;
        }

        return TryEnter(site, 0, false, WaitMode.Uninterruptible);
    }

    /// <summary>As <see cref="TryEnter(string)"/>, at a nesting level, for reading, or interruptibly.</summary>
    internal bool TryEnter(string site, int subclass, bool shared, WaitMode mode)
    {
        Simulation simulation = Simulation;
        SimTask context = simulation.Context;
        if (context.AtomicDepth != 0)
        {
            simulation.MightSleep(this);
        }

        int classIndex = subclass == 0 ? ClassIndex : ClassIndexOf(subclass);
        if (context.HeldCount != 0)
        {
            simulation.Lockdep.Check(context, this, classIndex, site);
        }

        context.WaitResult = Errno.None;
        if (simulation.Preempts && simulation.OfferSwitch(ChoiceKind.Lock))
        {
            Remember(context, site, classIndex, shared);
            return false;
        }

        if (Owner is null && !_handOff && (shared ? Waiters.IsEmpty : _readers == 0))
        {
            Take(context, site, classIndex, shared);
            return true;
        }

        if (mode == WaitMode.Interruptible && context.IsSignalled)
        {
            context.WaitResult = Errno.ERESTARTSYS;
            return true;
        }

        Remember(context, site, classIndex, shared);
        return false;
    }

    internal void SuspendEntering(TaskFrame frame, WaitMode mode)
    {
        if (Simulation.HasForcedTask)
        {
            Simulation.ParkReady(frame, this, mode);
            return;
        }

        SimTask task = Simulation.Park(frame, this, mode, Duration.Infinite);
        Waiters.Append(task);
        Simulation.CheckCycle(task);
    }

    internal override bool TryComplete(SimTask task)
    {
        bool shared = task.IsSharedWaiter;
        bool free = shared
            ? Owner is null && (Waiters.IsEmpty || ReferenceEquals(Waiters.First, task) || task.IsOnWaitList)
            : Owner is null && _readers == 0;
        if (free || ReferenceEquals(Owner, task))
        {
            Waiters.Remove(task);
            _handOff = false;
            Take(task, task.WaitSite, task.WaitClassIndex, shared);
            return true;
        }

        if (!task.IsOnWaitList)
        {
            Waiters.Append(task);
            Simulation.CheckCycle(task);
        }
        else if (ReferenceEquals(Waiters.First, task))
        {
            _handOff = true;
        }

        return false;
    }

    internal override void Abandon(SimTask task)
    {
        bool wasFirst = ReferenceEquals(Waiters.First, task);
        Waiters.Remove(task);
        if (ReferenceEquals(Owner, task) && !task.IsHolding(this))
        {
            Owner = null;
        }

        if (wasFirst)
        {
            _handOff = false;
            WakeNext();
        }
    }

    private protected bool TryTakeNow(string site, bool shared)
    {
        SimTask context = Simulation.Context;
        if (Owner is not null || (shared ? !Waiters.IsEmpty : _readers != 0))
        {
            return false;
        }

        Take(context, site, ClassIndex, shared);
        return true;
    }

    private protected void Leave(string site)
    {
        SimTask context = Simulation.Context;
        if (!ReferenceEquals(Owner, context))
        {
            Simulation.ReportBadUnlock(this, site);
            return;
        }

        PopHeld(context);
        Owner = null;
        if (!Waiters.IsEmpty)
        {
            WakeNext();
        }
    }

    private protected void LeaveShared(string site)
    {
        if (_readers == 0 || !PopHeld(Simulation.Context))
        {
            Simulation.ReportBadUnlock(this, site);
            return;
        }

        if (--_readers == 0 && !Waiters.IsEmpty)
        {
            WakeNext();
        }
    }

    private void Take(SimTask context, string site, int classIndex, bool shared)
    {
        if (shared)
        {
            _readers++;
        }
        else
        {
            Owner = context;
        }

        PushHeld(context, site, classIndex);
    }

    private static void Remember(SimTask context, string site, int classIndex, bool shared)
    {
        context.WaitSite = site;
        context.WaitClassIndex = classIndex;
        context.IsSharedWaiter = shared;
    }

    /// <summary>Wakes the first waiter; if that is a reader, all readers up to the next writer.</summary>
    private void WakeNext()
    {
        SimTask? task = Waiters.First;
        if (task is null)
        {
            return;
        }

        if (!task.IsSharedWaiter)
        {
            if (_handOff && Owner is null && _readers == 0)
            {
                Owner = task;
                _handOff = false;
            }

            Simulation.Wake(task);
            return;
        }

        for (; task is { IsSharedWaiter: true }; task = task.NextWaiter)
        {
            Simulation.Wake(task);
        }
    }
}
