using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>
/// A work queue. Its workers are tasks of their own, made when they are needed; an item that is queued again while it
/// runs
/// waits until that run is over.
/// </summary>
public sealed class Workqueue
{
    private readonly WaitQueue _idle;
    private readonly WaitQueue _flushers;
    private readonly List<Worker> _workers = [];
    private Work? _first;
    private Work? _last;
    private LockMap? _map;
    private long _lastTicket;
    private bool _isWorkerComing;
    private bool _draining;
    private bool _destroyed;
    private bool _frozen;

    /// <summary>alloc_workqueue.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="name">Its name, for its workers' names and reports.</param>
    /// <param name="kind">How it runs its items.</param>
    /// <param name="maxActive">How many items of an unbound queue run side by side at most.</param>
    public Workqueue(Simulation simulation, string name, WorkqueueKind kind, int maxActive = 256)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxActive);
        Simulation = simulation;
        Name = name;
        Kind = kind;
        MaxActive = kind == WorkqueueKind.Ordered ? 1 : maxActive;
        _idle = new WaitQueue(simulation, $"idle worker of {name}");
        _flushers = new WaitQueue(simulation, $"flush of workqueue {name}");
    }

    private sealed class Worker
    {
        internal SimTask? Task;
        internal Work? Current;
        internal long Ticket;
    }

    /// <summary>The machine.</summary>
    public Simulation Simulation { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How it runs its items.</summary>
    public WorkqueueKind Kind { get; }

    /// <summary>How many items run side by side at most.</summary>
    public int MaxActive { get; }

    private LockMap Map => _map ??= new LockMap(Simulation, new LockClass("(wq)", Name));

    /// <summary>queue_work.</summary>
    /// <returns>Whether it was queued; false if it was pending already, or is disabled.</returns>
    public bool Queue(Work work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.IsPending || work.IsDisabled || IsRefused(work))
        {
            return false;
        }

        work.MarkPending();
        Append(work);
        return true;
    }

    /// <summary>queue_delayed_work.</summary>
    /// <returns>Whether it was queued; false if it was pending already, or is disabled.</returns>
    public bool QueueDelayed(DelayedWork work, Duration delay)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.IsPending || work.IsDisabled || IsRefused(work))
        {
            return false;
        }

        work.MarkPending();
        if (delay.Nanoseconds <= 0)
        {
            Append(work);
        }
        else
        {
            work.Start(this, delay);
        }

        return true;
    }

    /// <summary>mod_delayed_work: queues the item with this delay, whether it was pending or not.</summary>
    /// <returns>Whether it was pending.</returns>
    public bool ModifyDelayed(DelayedWork work, Duration delay)
    {
        ArgumentNullException.ThrowIfNull(work);
        bool wasPending = work.Cancel();
        QueueDelayed(work, delay);
        return wasPending;
    }

    /// <summary>
    /// flush_workqueue: waits until everything that is queued now has returned. Delays are not cut short.
    /// </summary>
    /// <param name="site">Where, for reports.</param>
    public async KTask FlushAsync([CallerMemberName] string site = "")
    {
        Simulation.MightSleep();
        Map.WillWait(site);
        long target = _lastTicket;
        while (OldestTicket() <= target)
        {
            await _flushers.Park(Duration.Infinite, WaitMode.Uninterruptible);
        }
    }

    /// <summary>drain_workqueue: waits until the queue is empty; meanwhile only its own items may queue more.</summary>
    /// <param name="site">Where, for reports.</param>
    public async KTask DrainAsync([CallerMemberName] string site = "")
    {
        Simulation.MightSleep();
        Map.WillWait(site);
        bool before = _draining;
        _draining = true;
        while (OldestTicket() != long.MaxValue)
        {
            await _flushers.Park(Duration.Infinite, WaitMode.Uninterruptible);
        }

        _draining = before;
    }

    /// <summary>destroy_workqueue: drains the queue and ends its workers.</summary>
    /// <param name="site">Where, for reports.</param>
    public async KTask DestroyAsync([CallerMemberName] string site = "")
    {
        await DrainAsync(site);
        _destroyed = true;
        _idle.WakeUpAll();
    }

    /// <summary>
    /// freeze_workqueues_begin and freeze_workqueues_busy, for this queue: waits until no item runs. None begins until
    /// <see cref="Thaw"/>.
    /// </summary>
    public async KTask FreezeAsync()
    {
        Simulation.MightSleep();
        _frozen = true;
        while (IsAnyRunning())
        {
            await _flushers.Park(Duration.Infinite, WaitMode.Uninterruptible);
        }
    }

    /// <summary>thaw_workqueues, for this queue: what was queued meanwhile begins.</summary>
    public void Thaw()
    {
        _frozen = false;
        Kick();
    }

    /// <inheritdoc/>
    public override string ToString() => $"workqueue {Name}";

    /// <summary>An item that is marked as pending joins the queue.</summary>
    internal void Append(Work work)
    {
        work.Queue = this;
        work.LastQueue = this;
        work.Ticket = ++_lastTicket;
        work.PreviousWork = _last;
        if (_last is null)
        {
            _first = work;
        }
        else
        {
            _last.NextWork = work;
        }

        _last = work;
        Kick();
    }

    internal void Remove(Work work)
    {
        if (work.PreviousWork is { } previous)
        {
            previous.NextWork = work.NextWork;
        }
        else
        {
            _first = work.NextWork;
        }

        if (work.NextWork is { } next)
        {
            next.PreviousWork = work.PreviousWork;
        }
        else
        {
            _last = work.PreviousWork;
        }

        work.NextWork = null;
        work.PreviousWork = null;
        work.Queue = null;
        if (_flushers.IsActive)
        {
            _flushers.WakeUpAll();
        }
    }

    /// <summary>
    /// Lets a worker look for an item, if there is one. One is enough: whoever takes an item calls the next, so that an
    /// item which sleeps holds up nobody.
    /// </summary>
    internal void Kick()
    {
        if (_isWorkerComing || _first is null || NextRunnable() is null)
        {
            return;
        }

        if (_idle.IsActive)
        {
            _isWorkerComing = true;
            _idle.WakeUp();
        }
        else if (_workers.Count < MaxActive)
        {
            _isWorkerComing = true;
            AddWorker();
        }
    }

    private void AddWorker()
    {
        Worker worker = new();
        _workers.Add(worker);
        Simulation.Spawn($"kworker/{Name}:{_workers.Count - 1}", () => RunWorkerAsync(worker));
    }

    /// <summary>Lockdep: flushing an item of an ordered queue waits for everything before it.</summary>
    internal void WillWaitForOrdered(string site)
    {
        if (Kind == WorkqueueKind.Ordered)
        {
            Map.WillWait(site);
        }
    }

    private bool IsRefused(Work work)
    {
        bool own = false;
        if (_draining)
        {
            foreach (Worker worker in _workers)
            {
                own |= worker.Current is not null && ReferenceEquals(worker.Task, Simulation.Current);
            }
        }

        return Simulation.Warn(_destroyed || (_draining && !own), $"{work} is queued on the dying {this}");
    }

    private async KTask RunWorkerAsync(Worker me)
    {
        me.Task = Simulation.Current;
        _isWorkerComing = false;
        while (!_destroyed)
        {
            if (NextRunnable() is not { } work)
            {
                await _idle.Park(Duration.Infinite, WaitMode.Idle, exclusive: true);
                _isWorkerComing = false;
                continue;
            }

            me.Current = work;
            me.Ticket = work.Ticket;
            Remove(work);
            Kick();
            Map.Enter(work.Name);
            await work.RunAsync();
            Map.Leave();
            me.Current = null;
            if (_flushers.IsActive)
            {
                _flushers.WakeUpAll();
            }
        }
    }

    /// <summary>
    /// The first item that may start: one that runs already may not, and in an ordered queue none overtakes it.
    /// </summary>
    private Work? NextRunnable()
    {
        if (_frozen)
        {
            return null;
        }

        for (Work? work = _first; work is not null; work = work.NextWork)
        {
            if (!work.IsRunning)
            {
                return work;
            }

            if (Kind == WorkqueueKind.Ordered)
            {
                return null;
            }
        }

        return null;
    }

    private bool IsAnyRunning()
    {
        foreach (Worker worker in _workers)
        {
            if (worker.Current is not null)
            {
                return true;
            }
        }

        return false;
    }

    private long OldestTicket()
    {
        long oldest = _first?.Ticket ?? long.MaxValue;
        foreach (Worker worker in _workers)
        {
            if (worker.Current is not null)
            {
                oldest = Math.Min(oldest, worker.Ticket);
            }
        }

        return oldest;
    }
}
