namespace Panthor.Kernel;

/// <summary>Not a lock, but lockdep's idea of one: whoever flushes a work item waits for all locks that the item takes.</summary>
internal sealed class LockMap(Simulation simulation, LockClass lockClass) : KernelLock(simulation, lockClass)
{
    public override string Description => LockClass.Name;

    /// <summary>The current context begins to run inside.</summary>
    internal void Enter(string site)
    {
        SimTask context = Simulation.Context;
        if (context.HeldCount != 0)
        {
            Simulation.Lockdep.Check(context, this, ClassIndex, site);
        }

        PushHeld(context, site, ClassIndex);
    }

    internal void Leave() => PopHeld(Simulation.Context);

    /// <summary>The current context is about to wait until whoever is inside has left.</summary>
    internal void WillWait(string site)
    {
        SimTask context = Simulation.Context;
        if (context.HeldCount != 0)
        {
            Simulation.Lockdep.Check(context, this, ClassIndex, site);
        }
    }
}
