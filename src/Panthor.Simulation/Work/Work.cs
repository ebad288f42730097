using System;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>
/// A work item (work_struct): a function that a worker of a <see cref="Workqueue"/> calls. It is pending from being
/// queued
/// until it begins; it may be queued again while it runs; it never runs twice at the same time.
/// </summary>
public class Work
{
    private readonly Func<KTask> _function;
    private LockMap? _map;
    private WaitQueue? _done;
    private long _sequence;
    private long _doneSequence;
    private long _runningSequence;
    private int _disableDepth;

    /// <summary>INIT_WORK.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="name">The name of its function, for reports and lockdep.</param>
    /// <param name="function">What it does.</param>
    public Work(Simulation simulation, string name, Func<KTask> function)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(function);
        Simulation = simulation;
        Name = name;
        _function = function;
    }

    /// <summary>The machine.</summary>
    public Simulation Simulation { get; }

    /// <summary>The name of its function.</summary>
    public string Name { get; }

    /// <summary>work_pending: queued, or waiting for its delay.</summary>
    public virtual bool IsPending => Queue is not null;

    /// <summary>Whether its function runs.</summary>
    public bool IsRunning => _runningSequence != 0;

    /// <summary>work_busy: pending or running.</summary>
    public bool IsBusy => IsPending || IsRunning;

    /// <summary>Whether it is disabled: it cannot be queued.</summary>
    public bool IsDisabled => _disableDepth != 0;

    /// <summary>The queue in which it is pending.</summary>
    internal Workqueue? Queue { get; set; }

    internal Work? NextWork { get; set; }

    internal Work? PreviousWork { get; set; }

    internal long Ticket { get; set; }

    /// <summary>The queue to kick when the item has returned and was queued again meanwhile.</summary>
    internal Workqueue? LastQueue { get; set; }

    internal LockMap Map => _map ??= new LockMap(Simulation, new LockClass("(work)", Name));

    /// <summary>cancel_work: takes the item off its queue; does not wait if it runs.</summary>
    /// <returns>Whether it was pending.</returns>
    public bool Cancel()
    {
        if (!Unqueue())
        {
            return false;
        }

        if (!IsRunning)
        {
            _doneSequence = _sequence;
            WakeFlushers();
        }

        return true;
    }

    /// <summary>cancel_work_sync: takes the item off its queue and waits until it does not run. Meanwhile it cannot be
    /// queued, not even by itself.</summary>
    /// <param name="site">Where, for reports.</param>
    /// <returns>Whether it was pending.</returns>
    public async KTask<bool> CancelSyncAsync([CallerMemberName] string site = "")
    {
        _disableDepth++;
        bool wasPending = Cancel();
        await WaitUntilNotRunningAsync(site);
        _disableDepth--;
        return wasPending;
    }

    /// <summary>flush_work: waits until the item, as last queued, has returned.</summary>
    /// <param name="site">Where, for reports.</param>
    /// <returns>Whether there was anything to wait for.</returns>
    public virtual async KTask<bool> FlushAsync([CallerMemberName] string site = "")
    {
        Simulation.MightSleep();
        Map.WillWait(site);
        if (Queue is null && !IsRunning)
        {
            return false;
        }

        LastQueue?.WillWaitForOrdered(site);
        long target = Queue is not null ? _sequence : _runningSequence;
        _done ??= new WaitQueue(Simulation, $"flush of {Name}");
        while (_doneSequence < target)
        {
            await _done.Park(Duration.Infinite, WaitMode.Uninterruptible);
        }

        return true;
    }

    /// <summary>disable_work: cancels the item and keeps it from being queued; calls nest.</summary>
    /// <returns>Whether it was pending.</returns>
    public bool Disable()
    {
        _disableDepth++;
        return Cancel();
    }

    /// <summary>disable_work_sync: as <see cref="Disable"/>, then waits until it does not run.</summary>
    /// <param name="site">Where, for reports.</param>
    /// <returns>Whether it was pending.</returns>
    public async KTask<bool> DisableSyncAsync([CallerMemberName] string site = "")
    {
        bool wasPending = Disable();
        await WaitUntilNotRunningAsync(site);
        return wasPending;
    }

    /// <summary>enable_work: undoes one disable.</summary>
    /// <returns>Whether it can be queued again.</returns>
    public bool Enable()
    {
        if (!Simulation.Warn(_disableDepth == 0, $"work {Name} is enabled but was not disabled"))
        {
            _disableDepth--;
        }

        return _disableDepth == 0;
    }

    /// <inheritdoc/>
    public override string ToString() => $"work {Name}";

    /// <summary>The item was accepted by a queue, or by the timer before it.</summary>
    internal void MarkPending() => _sequence++;

    /// <summary>Takes the item back from wherever it is pending.</summary>
    private protected virtual bool Unqueue()
    {
        if (Queue is not { } queue)
        {
            return false;
        }

        queue.Remove(this);
        return true;
    }

    internal async KTask RunAsync()
    {
        SimTask context = Simulation.Context;
        _runningSequence = _sequence;
        Map.Enter(Name);
        int held = context.HeldCount;
        Simulation.Events.Record(KernelEvents.WorkBegin, (ulong)Ticket);
        await _function();
        Simulation.Events.Record(KernelEvents.WorkEnd, (ulong)Ticket);
        Simulation.CheckHandlerLocks(this, held);
        Map.Leave();
        _doneSequence = IsPending ? _runningSequence : _sequence;
        _runningSequence = 0;
        WakeFlushers();
        LastQueue?.Kick();
    }

    private async KTask WaitUntilNotRunningAsync(string site)
    {
        Simulation.MightSleep();
        Map.WillWait(site);
        while (IsRunning)
        {
            _done ??= new WaitQueue(Simulation, $"flush of {Name}");
            await _done.Park(Duration.Infinite, WaitMode.Uninterruptible);
        }
    }

    private void WakeFlushers()
    {
        if (_done is { IsActive: true } waiters)
        {
            waiters.WakeUpAll();
        }
    }
}
