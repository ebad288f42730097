using System;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>A work item that is queued after a delay (delayed_work).</summary>
public sealed class DelayedWork : Work, ISimEvent
{
    private EventHandle _timer;
    private Workqueue? _target;

    /// <summary>INIT_DELAYED_WORK.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="name">The name of its function, for reports and lockdep.</param>
    /// <param name="function">What it does.</param>
    public DelayedWork(Simulation simulation, string name, Func<KTask> function)
        : base(simulation, name, function)
    {
    }

    /// <summary>Whether the delay runs.</summary>
    public bool IsDelayed => _target is not null;

    /// <summary>When the delay ends; meaningful while it runs.</summary>
    public VirtualTime Expires { get; private set; }

    /// <inheritdoc/>
    public override bool IsPending => _target is not null || base.IsPending;

    /// <summary>flush_delayed_work: ends the delay at once and waits until the item has returned.</summary>
    /// <param name="site">Where, for reports.</param>
    /// <returns>Whether there was anything to wait for.</returns>
    public override KTask<bool> FlushAsync([CallerMemberName] string site = "")
    {
        if (_target is not null)
        {
            Simulation.Cancel(_timer);
            Expire();
        }

        return base.FlushAsync(site);
    }

    /// <summary>
    /// flush_work on the item itself: waits for it if it is queued or runs; a delay is neither cut short nor waited for.
    /// </summary>
    /// <param name="site">Where, for reports.</param>
    /// <returns>Whether there was anything to wait for.</returns>
    public KTask<bool> FlushWorkAsync([CallerMemberName] string site = "") => base.FlushAsync(site);

    void ISimEvent.Fire(ulong data) => Expire();

    internal void Start(Workqueue target, Duration delay)
    {
        _target = target;
        Expires = Simulation.Now + delay;
        _timer = Simulation.Schedule(delay, this);
    }

    private protected override bool Unqueue()
    {
        if (_target is null)
        {
            return base.Unqueue();
        }

        Simulation.Cancel(_timer);
        _target = null;
        return true;
    }

    private void Expire()
    {
        Workqueue target = _target!;
        _target = null;
        target.Append(this);
    }
}
