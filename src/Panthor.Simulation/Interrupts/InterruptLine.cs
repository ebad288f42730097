using System;

namespace Panthor.Kernel;

/// <summary>
/// A level-triggered interrupt line from a device to the processor. The device sets the level; while it is high and the
/// line is enabled, the hard handler is called in interrupt context, and again until the level goes down. It is called
/// between two steps of the machine (or in a busy wait), never in the middle of a device's own work.
/// </summary>
public sealed class InterruptLine : ISimEvent
{
    private const int UnhandledLimit = 1000;

    private static readonly Duration RedeliveryDelay = Duration.FromMicroseconds(1);
    private static readonly Duration LateDelivery = Duration.FromMicroseconds(2);

    private readonly Simulation _simulation;
    private readonly WaitQueue _threadWake;
    private readonly WaitQueue _idle;
    private Func<IrqReturn>? _handler;
    private Func<KTask>? _threadedHandler;
    private SimTask? _thread;
    private EventHandle _delivery;
    private int _disableDepth;
    private int _unhandled;
    private bool _inHandler;
    private bool _threadPending;
    private bool _threadActive;
    private bool _deferred;

    /// <summary>A line without a handler.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="number">Its number, as /proc/interrupts shows it.</param>
    /// <param name="name">Its name: "mmu".</param>
    public InterruptLine(Simulation simulation, int number, string name)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        _simulation = simulation;
        Number = number;
        Name = name;
        _threadWake = new WaitQueue(simulation, $"irq/{number}-{name}");
        _idle = new WaitQueue(simulation, $"irq {number} {name} idle");
    }

    /// <summary>Its number.</summary>
    public int Number { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The level that the device gives it.</summary>
    public bool Level { get; private set; }

    /// <summary>Whether a handler is there and the line is not disabled.</summary>
    public bool IsEnabled => _handler is not null && _disableDepth == 0;

    /// <summary>How often the hard handler was called.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the hard or the threaded handler runs or is about to.</summary>
    public bool IsInProgress => _inHandler || _threadActive || _threadPending;

    /// <summary>The device sets the level.</summary>
    public void SetLevel(bool level)
    {
        bool rises = level && !Level;
        Level = level;
        if (rises)
        {
            Deliver(ChooseLatency());
        }
    }

    /// <summary>The device raises the level.</summary>
    public void Raise() => SetLevel(true);

    /// <summary>The device lowers the level.</summary>
    public void Lower() => SetLevel(false);

    /// <summary>request_threaded_irq: installs the handlers; the line is enabled.</summary>
    /// <param name="handler">The hard handler, in interrupt context.</param>
    /// <param name="threadedHandler">
    /// The threaded handler, which may sleep; null if the hard one never wakes it.
    /// </param>
    /// <returns><see cref="Errno.None"/>, or <see cref="Errno.EBUSY"/> if the line has a handler.</returns>
    public Errno Request(Func<IrqReturn> handler, Func<KTask>? threadedHandler = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (_handler is not null)
        {
            return Errno.EBUSY;
        }

        _handler = handler;
        _threadedHandler = threadedHandler;
        Deliver(Duration.Zero);
        return Errno.None;
    }

    /// <summary>free_irq: waits for the handlers, then removes them.</summary>
    public async KTask FreeAsync()
    {
        _handler = null;
        await SynchronizeAsync();
        _threadedHandler = null;
        _thread = null;
        _threadWake.WakeUpAll();
    }

    /// <summary>disable_irq_nosync: calls nest.</summary>
    public void DisableNoSync() => _disableDepth++;

    /// <summary>disable_irq: as <see cref="DisableNoSync"/>, then waits for the handlers.</summary>
    public KTask DisableAsync()
    {
        _disableDepth++;
        return SynchronizeAsync();
    }

    /// <summary>enable_irq: undoes one disable.</summary>
    public void Enable()
    {
        if (_simulation.Warn(_disableDepth == 0, $"Unbalanced enable for IRQ {Number}"))
        {
            return;
        }

        if (--_disableDepth == 0)
        {
            Deliver(Duration.Zero);
        }
    }

    /// <summary>synchronize_irq: waits until no handler runs.</summary>
    public KTask SynchronizeAsync() => _idle.WaitAsync(this, static line => !line.IsInProgress);

    /// <inheritdoc/>
    public override string ToString() => $"irq {Number} ({Name})";

    void ISimEvent.Fire(ulong data)
    {
        _delivery = default;
        if (!Level || !IsEnabled)
        {
            return;
        }

        if (_simulation.InterruptsDisabled)
        {
            if (!_deferred)
            {
                _deferred = true;
                _simulation.Defer(this);
            }

            return;
        }

        Handle(_handler!);
        Deliver(RedeliveryDelay);
    }

    /// <summary>Interrupts are enabled again.</summary>
    internal void Undefer()
    {
        _deferred = false;
        Deliver(Duration.Zero);
    }

    private Duration ChooseLatency() =>
        _simulation.Preempts && IsEnabled && _simulation.Choose(ChoiceKind.Interrupt, 2) == 1
            ? LateDelivery
            : Duration.Zero;

    private void Deliver(Duration latency)
    {
        if (Level && IsEnabled && !_deferred && !_inHandler && !_simulation.IsScheduled(_delivery))
        {
            _delivery = _simulation.Schedule(latency, this);
        }
    }

    private void Handle(Func<IrqReturn> handler)
    {
        Count++;
        _inHandler = true;
        _simulation.Events.Record(KernelEvents.InterruptEntry, (ulong)Number);
        int held = _simulation.Context.HeldCount;
        IrqReturn result = handler();
        _simulation.CheckHandlerLocks(this, held);
        _simulation.Events.Record(KernelEvents.InterruptExit, (ulong)Number, (ulong)result);
        _inHandler = false;
        switch (result)
        {
            case IrqReturn.WakeThread:
                _unhandled = 0;
                WakeThread();
                break;
            case IrqReturn.Handled:
                _unhandled = 0;
                break;
            default:
                CountUnhandled();
                break;
        }

        WakeIdle();
    }

    private void CountUnhandled()
    {
        if (++_unhandled == UnhandledLimit)
        {
            _disableDepth++;
            _simulation.Report(
                FindingKind.Warn,
                $"irq {Number}: nobody cared",
                $"{Name} stayed high for {UnhandledLimit} calls of its handler. IRQ {Number} is disabled.");
        }
    }

    private void WakeThread()
    {
        if (_threadedHandler is null)
        {
            _simulation.Warn(true, $"IRQ {Number} wants to wake a thread but has no threaded handler");
            return;
        }

        _threadPending = true;
        _thread ??= _simulation.Spawn($"irq/{Number}-{Name}", RunThreadAsync);
        _threadWake.WakeUp();
    }

    private async KTask RunThreadAsync()
    {
        SimTask me = _simulation.Current!;
        while (ReferenceEquals(_thread, me))
        {
            if (!_threadPending)
            {
                await _threadWake.Park(Duration.Infinite, WaitMode.Idle);
                continue;
            }

            _threadPending = false;
            _threadActive = true;
            int held = me.HeldCount;
            await _threadedHandler!();
            _simulation.CheckHandlerLocks(this, held);
            _threadActive = false;
            WakeIdle();
        }
    }

    private void WakeIdle()
    {
        if (_idle.IsActive && !IsInProgress)
        {
            _idle.WakeUpAll();
        }
    }
}
