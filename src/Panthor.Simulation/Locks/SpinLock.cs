using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>
/// A spin lock: whoever holds it is in atomic context and must not sleep. As nothing preempts atomic code, it is free
/// whenever it is taken; if it is not, the code would spin for ever, and that is a finding.
/// </summary>
public sealed class SpinLock : KernelLock
{
    private bool _irqSaved;

    /// <summary>spin_lock_init.</summary>
    public SpinLock(Simulation simulation, LockClass lockClass)
        : base(simulation, lockClass)
    {
    }

    /// <inheritdoc/>
    public override string Description => $"spinlock {LockClass.Name}";

    /// <summary>spin_lock; with a subclass: spin_lock_nested.</summary>
    /// <exception cref="KernelOopsException">The code would spin for ever.</exception>
    public void Lock(int subclass = 0, [CallerMemberName] string site = "")
    {
        SimTask context = Simulation.Context;
        int classIndex = subclass == 0 ? ClassIndex : ClassIndexOf(subclass);
        if (Owner is not null)
        {
            Simulation.ReportSpin(this, site);
        }

        if (context.HeldCount != 0)
        {
            Simulation.Lockdep.Check(context, this, classIndex, site);
        }

        Owner = context;
        context.AtomicDepth++;
        PushHeld(context, site, classIndex);
    }

    /// <summary>spin_trylock.</summary>
    /// <returns>Whether the lock was taken.</returns>
    public bool TryLock([CallerMemberName] string site = "")
    {
        if (Owner is not null)
        {
            return false;
        }

        SimTask context = Simulation.Context;
        Owner = context;
        context.AtomicDepth++;
        PushHeld(context, site, ClassIndex);
        return true;
    }

    /// <summary>spin_unlock.</summary>
    public void Unlock([CallerMemberName] string site = "")
    {
        SimTask context = Simulation.Context;
        if (!ReferenceEquals(Owner, context))
        {
            Simulation.ReportBadUnlock(this, site);
            return;
        }

        Owner = null;
        context.AtomicDepth--;
        PopHeld(context);
    }

    /// <summary>spin_lock_irqsave: interrupts wait until <see cref="UnlockIrqRestore"/>.</summary>
    /// <exception cref="KernelOopsException">The code would spin for ever.</exception>
    public void LockIrqSave(int subclass = 0, [CallerMemberName] string site = "")
    {
        Simulation.DisableInterrupts();
        Lock(subclass, site);
        _irqSaved = true;
    }

    /// <summary>spin_unlock_irqrestore.</summary>
    public void UnlockIrqRestore([CallerMemberName] string site = "")
    {
        if (!_irqSaved)
        {
            Simulation.ReportBadUnlock(this, site);
            return;
        }

        _irqSaved = false;
        Unlock(site);
        Simulation.EnableInterrupts();
    }
}
