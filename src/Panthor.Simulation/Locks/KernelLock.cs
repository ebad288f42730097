using System;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>A lock that lockdep follows.</summary>
public abstract class KernelLock : WaitObject
{
    private protected KernelLock(Simulation simulation, LockClass lockClass)
        : base(simulation)
    {
        ArgumentNullException.ThrowIfNull(lockClass);
        LockClass = lockClass;
        ClassIndex = simulation.Lockdep.IndexOf(lockClass, 0);
    }

    /// <summary>Its class.</summary>
    public LockClass LockClass { get; }

    /// <summary>The task that holds it exclusively, or null.</summary>
    public SimTask? Holder => Owner is { IsTask: true } owner ? owner : null;

    /// <summary>Whether anyone holds it.</summary>
    public virtual bool IsHeld => Owner is not null;

    internal int ClassIndex { get; }

    internal SimTask? Owner;

    /// <summary>Whether the current context holds it.</summary>
    public virtual bool IsHeldByCurrent => ReferenceEquals(Owner, Simulation.Context);

    /// <summary>lockdep_assert_held: a finding if the current context does not hold the lock.</summary>
    /// <returns>Whether it does.</returns>
    public bool AssertHeld([CallerMemberName] string site = "")
    {
        if (IsHeldByCurrent)
        {
            return true;
        }

        Simulation.ReportNotHeld(this, site);
        return false;
    }

    internal int ClassIndexOf(int subclass) =>
        subclass == 0 ? ClassIndex : Simulation.Lockdep.IndexOf(LockClass, subclass);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void PushHeld(SimTask context, string site, int classIndex)
    {
        int n = context.HeldCount;
        HeldLock[] held = context.Held;
        if ((uint)n >= (uint)held.Length)
        {
            held = GrowHeld(context);
        }

        // A task mostly takes the same lock at the same place again: a comparison is cheaper than the collector's barrier.
        ref HeldLock slot = ref held[n];
        if (!ReferenceEquals(slot.Lock, this))
        {
            slot.Lock = this;
        }

        if (!ReferenceEquals(slot.Site, site))
        {
            slot.Site = site;
        }

        slot.ClassIndex = classIndex;
        context.HeldCount = n + 1;
    }

    /// <summary>Forgets that the context holds this lock.</summary>
    /// <returns>Whether it did.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool PopHeld(SimTask context)
    {
        int top = context.HeldCount - 1;
        HeldLock[] held = context.Held;
        if ((uint)top < (uint)held.Length && ReferenceEquals(held[top].Lock, this))
        {
            context.HeldCount = top;
            return true;
        }

        return PopInner(context);
    }

    private static HeldLock[] GrowHeld(SimTask context)
    {
        Array.Resize(ref context.Held, Math.Max(8, context.Held.Length * 2));
        return context.Held;
    }

    private bool PopInner(SimTask context)
    {
        for (int i = context.HeldCount - 1; i >= 0; i--)
        {
            if (ReferenceEquals(context.Held[i].Lock, this))
            {
                Array.Copy(context.Held, i + 1, context.Held, i, context.HeldCount - i - 1);
                context.HeldCount--;
                return true;
            }
        }

        return false;
    }
}
