using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>A semaphore for many readers or one writer; a waiting writer keeps new readers out.</summary>
public sealed class RwSemaphore : SleepingLock
{
    /// <summary>init_rwsem.</summary>
    public RwSemaphore(Simulation simulation, LockClass lockClass)
        : base(simulation, lockClass)
    {
    }

    /// <inheritdoc/>
    public override string Description => $"rwsem {LockClass.Name}";

    /// <summary>How many readers hold it.</summary>
    public int ReaderCount => Readers;

    /// <summary>Whether the current task holds it, for reading or writing.</summary>
    public override bool IsHeldByCurrent => Simulation.Context.IsHolding(this);

    /// <summary>down_read.</summary>
    public NestedLockAwaitable DownReadAsync([CallerMemberName] string site = "") => new(this, site, 0, true);

    /// <summary>down_write.</summary>
    public NestedLockAwaitable DownWriteAsync([CallerMemberName] string site = "") => new(this, site, 0, false);

    /// <summary>down_read_trylock.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool TryDownRead([CallerMemberName] string site = "") => TryTakeNow(site, true);

    /// <summary>down_write_trylock.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool TryDownWrite([CallerMemberName] string site = "") => TryTakeNow(site, false);

    /// <summary>up_read.</summary>
    public void UpRead([CallerMemberName] string site = "") => LeaveShared(site);

    /// <summary>up_write.</summary>
    public void UpWrite([CallerMemberName] string site = "") => Leave(site);
}
