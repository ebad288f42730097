using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>A mutex: only a task may take it, and the task that took it gives it back.</summary>
public sealed class Mutex : SleepingLock
{
    /// <summary>mutex_init.</summary>
    public Mutex(Simulation simulation, LockClass lockClass)
        : base(simulation, lockClass)
    {
    }

    /// <inheritdoc/>
    public override string Description => $"mutex {LockClass.Name}";

    /// <summary>mutex_lock.</summary>
    /// <param name="site">Where, for reports.</param>
    public LockAwaitable LockAsync([CallerMemberName] string site = "") => new(this, site);

    /// <summary>mutex_lock_nested, for two locks of one class that are always taken in the same order.</summary>
    /// <param name="subclass">The nesting level, 0 to 7.</param>
    /// <param name="site">Where, for reports.</param>
    public NestedLockAwaitable LockNestedAsync(int subclass, [CallerMemberName] string site = "") =>
        new(this, site, subclass, false);

    /// <summary>mutex_lock_interruptible.</summary>
    /// <param name="site">Where, for reports.</param>
    public InterruptibleLockAwaitable LockInterruptibleAsync([CallerMemberName] string site = "") => new(this, site);

    /// <summary>mutex_trylock.</summary>
    /// <param name="site">Where, for reports.</param>
    /// <returns>Whether the lock was taken.</returns>
    public bool TryLock([CallerMemberName] string site = "") => TryTakeNow(site, false);

    /// <summary>mutex_unlock.</summary>
    /// <param name="site">Where, for reports.</param>
    public void Unlock([CallerMemberName] string site = "") => Leave(site);
}
