using System;

namespace Panthor.Driver.Sync;

/// <summary>
/// A transaction that takes several reservations (<c>struct ww_acquire_ctx</c>). Its age decides who gives way when two
/// transactions want each other's locks: the one that began later (wait-die).
/// </summary>
public sealed class WwAcquireContext
{
    private readonly DmaFences _fences;

    /// <summary>Makes a transaction that has not begun.</summary>
    /// <param name="fences">The fences of the machine.</param>
    public WwAcquireContext(DmaFences fences)
    {
        ArgumentNullException.ThrowIfNull(fences);
        _fences = fences;
    }

    /// <summary>When it began, relative to others: lower is older. 0 before it began.</summary>
    public long Stamp { get; private set; }

    /// <summary>How many locks it holds.</summary>
    public int Acquired { get; internal set; }

    /// <summary>Whether it said that it takes no further lock.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The lock for which it gave way, and with which it has to begin again.</summary>
    internal DmaResv? Contended { get; set; }

    /// <summary>Begins (<c>ww_acquire_init()</c>).</summary>
    public void Init()
    {
        Stamp = _fences.NextStamp();
        IsDone = false;
    }

    /// <summary>All locks are taken (<c>ww_acquire_done()</c>).</summary>
    public void Done() => IsDone = true;

    /// <summary>Ends; all locks must have been given back (<c>ww_acquire_fini()</c>).</summary>
    public void Fini()
    {
        _fences.Simulation.Warn(Acquired != 0, $"{this} ends with {Acquired} locks held");
        Stamp = 0;
    }

    /// <summary>"transaction 7".</summary>
    public override string ToString() => $"transaction {Stamp}";
}
