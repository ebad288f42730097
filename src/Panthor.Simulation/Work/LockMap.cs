using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>
/// Not a lock, but lockdep's idea of one (lockdep_map): who is inside holds it, and who waits for them waits for all
/// locks that are taken inside.
/// </summary>
/// <param name="simulation">The machine.</param>
/// <param name="lockClass">Its class.</param>
public sealed class LockMap(Simulation simulation, LockClass lockClass) : KernelLock(simulation, lockClass)
{
    /// <inheritdoc/>
    public override string Description => LockClass.Name;

    /// <inheritdoc/>
    public override bool IsHeldByCurrent => Simulation.Context.IsHolding(this);

    /// <summary>lock_map_acquire: the current context begins to run inside.</summary>
    /// <param name="site">Where, for reports.</param>
    public void Enter([CallerMemberName] string site = "")
    {
        WillWait(site);
        PushHeld(Simulation.Context, site, ClassIndex);
    }

    /// <summary>
    /// As <see cref="Enter"/> for a map that never makes anybody wait who enters: nothing held is linked to it.
    /// </summary>
    /// <param name="site">Where, for reports.</param>
    public void TryEnter([CallerMemberName] string site = "") => PushHeld(Simulation.Context, site, ClassIndex);

    /// <summary>lock_map_release.</summary>
    public void Leave() => PopHeld(Simulation.Context);

    /// <summary>The current context is about to wait until whoever is inside has left.</summary>
    /// <param name="site">Where, for reports.</param>
    public void WillWait([CallerMemberName] string site = "")
    {
        SimTask context = Simulation.Context;
        if (context.HeldCount != 0)
        {
            Simulation.Lockdep.Check(context, this, ClassIndex, site);
        }
    }
}
