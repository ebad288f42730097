using System;

namespace Panthor.Kernel;

/// <summary>A kernel timer: its function is called once, in atomic context, when its time has come.</summary>
public sealed class Timer : ISimEvent
{
    private readonly Simulation _simulation;
    private readonly Action _function;
    private EventHandle _event;
    private bool _isShutDown;

    /// <summary>timer_setup.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="name">Its name, for reports.</param>
    /// <param name="function">What it calls; must not sleep.</param>
    public Timer(Simulation simulation, string name, Action function)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(function);
        _simulation = simulation;
        _function = function;
        Name = name;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>timer_pending.</summary>
    public bool IsPending => _simulation.IsScheduled(_event);

    /// <summary>When it expires; meaningful while it is pending.</summary>
    public VirtualTime Expires { get; private set; }

    /// <summary>mod_timer: starts the timer, or moves it.</summary>
    /// <param name="delay">How long from now.</param>
    /// <returns>Whether it was pending.</returns>
    public bool Modify(Duration delay)
    {
        bool wasPending = Delete();
        if (!_isShutDown)
        {
            Expires = _simulation.Now + delay;
            _event = _simulation.Schedule(delay, this);
        }

        return wasPending;
    }

    /// <summary>
    /// timer_delete, timer_delete_sync: stops the timer. Its function never runs at the same time as a caller.
    /// </summary>
    /// <returns>Whether it was pending.</returns>
    public bool Delete()
    {
        bool wasPending = _simulation.Cancel(_event);
        _event = default;
        return wasPending;
    }

    /// <summary>timer_shutdown_sync: stops the timer for ever.</summary>
    /// <returns>Whether it was pending.</returns>
    public bool Shutdown()
    {
        _isShutDown = true;
        return Delete();
    }

    /// <inheritdoc/>
    public override string ToString() => $"timer {Name}";

    void ISimEvent.Fire(ulong data)
    {
        _event = default;
        _simulation.Events.Record(KernelEvents.TimerExpire);
        int held = _simulation.Context.HeldCount;
        _function();
        _simulation.CheckHandlerLocks(this, held);
    }
}
