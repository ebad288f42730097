using System;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>
/// One simulated machine: its clock, its tasks, its choices and its checkers. Nothing in it is shared with other
/// machines,
/// so that thousands may run side by side; one machine runs on one OS thread at a time.
/// </summary>
public sealed partial class Simulation : IDisposable
{
    private readonly SimTask _host;
    private SimTask? _interrupt;
    private SimTask _context;
    private ReadyQueue _ready;
    private EventQueue _events;
    private readonly bool _preempts;
    private bool _plainFifo;
    private readonly long _stepLimit;
    private int _lastTaskId;
    private SimTask? _firstTask;
    private SimTask? _lastTask;
    private FaultPoints? _faults;
    private FindingLog? _findings;
    private KernelLog? _log;
    private ObjectTracker? _objects;
    private Lockdep? _lockdep;
    private Workqueue? _systemWorkqueue;
    private Rcu? _rcu;
    private bool _disposed;

    /// <summary>Creates a machine with default options: first in, first out; nothing preempts.</summary>
    public Simulation()
        : this(new SimulationOptions())
    {
    }

    /// <summary>Creates a machine.</summary>
    /// <param name="options">How it is set up.</param>
    public Simulation(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Name = options.Name;
        Chooser = options.Chooser ?? new FifoChooser(options.Seed);
        _preempts = Chooser.Preempts;
        ReplaceChooser(Chooser);
        _stepLimit = options.StepLimit == 0 ? long.MaxValue : options.StepLimit;
        Choices = new ChoiceTrace(_preempts);
        _host = new SimTask(this, 0, "host", null);
        _context = _host;
        Events = new EventLog(this, options.EventCapacity);
        _hungCheckAt = HungTaskTimeout.Nanoseconds;
        _nextPoll = Math.Min(PollInterval, _stepLimit);
    }

    /// <summary>The name of the machine.</summary>
    public string Name { get; }

    /// <summary>How it was set up.</summary>
    public SimulationOptions Options { get; }

    /// <summary>The virtual clock: time since boot. It moves only while the machine runs.</summary>
    public VirtualTime Now { get; private set; }

    /// <summary>The running task; null outside of tasks: in interrupts and between runs.</summary>
    public SimTask? Current => _context.IsTask ? _context : null;

    /// <summary>Who decides what the machine leaves open.</summary>
    public IChooser Chooser { get; private set; }

    /// <summary>All decisions so far.</summary>
    public ChoiceTrace Choices { get; }

    /// <summary>The typed events.</summary>
    public EventLog Events { get; }

    /// <summary>The kernel log.</summary>
    public KernelLog Log => _log ??= new KernelLog(this, Options.LogCapacity);

    /// <summary>What the checkers found.</summary>
    public FindingLog Findings => _findings ??= new FindingLog();

    /// <summary>The faults to inject.</summary>
    public FaultPoints Faults => _faults ??= new FaultPoints(this);

    /// <summary>The kernel objects that are watched for use after free and leaks.</summary>
    public ObjectTracker Objects => _objects ??= new ObjectTracker(this);

    /// <summary>Readers of what may be freed, and those who wait for them.</summary>
    public Rcu Rcu => _rcu ??= new Rcu(this);

    /// <summary>The kernel's system_unbound_wq.</summary>
    public Workqueue SystemWorkqueue =>
        _systemWorkqueue ??= new Workqueue(this, "events_unbound", WorkqueueKind.Unbound);

    /// <summary>How many scheduling steps were taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Asked every few hundred steps of a run; when it returns true the run ends with
    /// <see cref="OperationCanceledException"/>. The machine stays whole and can be run on.</summary>
    public Func<bool>? StopRequested { get; set; }

    /// <summary>Called every few hundred steps of a run.</summary>
    public Action<Simulation>? Progress { get; set; }

    /// <summary>The running context: a task, or the pseudo-task of the host or of interrupts.</summary>
    internal SimTask Context => _context;

    internal Lockdep Lockdep => _lockdep ??= new Lockdep(this);

    /// <summary>Whether anything at all is to be considered at a preemption point.</summary>
    internal bool Preempts => _preempts;

    /// <summary>The tasks that have not ended, in order of creation.</summary>
    public IReadOnlyList<SimTask> LiveTasks
    {
        get
        {
            List<SimTask> tasks = [];
            for (SimTask? task = _firstTask; task is not null; task = task.NextTask)
            {
                tasks.Add(task);
            }

            return tasks;
        }
    }

    /// <summary>Creates a task; it runs as soon as the machine does.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="body">Its function.</param>
    public SimTask Spawn(string name, Func<KTask> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        SimTask task = new(this, ++_lastTaskId, name, body);
        Admit(task);
        return task;
    }

    /// <summary>Creates a task whose function returns a value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="body">Its function.</param>
    public SimTask<T> Spawn<T>(string name, Func<KTask<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        SimTask<T> task = new(this, ++_lastTaskId, name, body);
        Admit(task);
        return task;
    }

    /// <summary>Schedules an event for later: the hardware's way to take time.</summary>
    /// <param name="delay">How long from now; not negative.</param>
    /// <param name="target">Whose event it is.</param>
    /// <param name="data">What it is given.</param>
    /// <returns>A handle to cancel it with.</returns>
    public EventHandle Schedule(Duration delay, ISimEvent target, ulong data = 0)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(delay.Nanoseconds);
        return _events.Add((Now + delay).Nanoseconds, target, data);
    }

    /// <summary>Cancels a scheduled event.</summary>
    /// <returns>Whether it was still to come.</returns>
    public bool Cancel(EventHandle handle) => _events.Cancel(handle);

    /// <summary>How long it is to the next scheduled event; infinite if there is none.</summary>
    public Duration TimeToNextEvent =>
        _events.Count == 0 ? Duration.Infinite : new Duration(_events.NextTime - Now.Nanoseconds);

    /// <summary>Whether a scheduled event is still to come.</summary>
    public bool IsScheduled(EventHandle handle) => _events.IsPending(handle);

    /// <summary>Sleeps: msleep, usleep_range.</summary>
    public SleepAwaitable Sleep(Duration duration) => new(this, duration);

    /// <summary>
    /// A place where another task, or the hardware, may come in between; free unless the chooser preempts.
    /// </summary>
    public YieldAwaitable PreemptionPoint(ChoiceKind kind) => new(this, kind, false);

    /// <summary>Gives the other runnable tasks a turn: cond_resched with the flag set.</summary>
    public YieldAwaitable Yield() => new(this, ChoiceKind.TaskSwitch, true);

    /// <summary>
    /// Gives the frames of tasks that have not ended back to their pools. Nothing of them runs any more.
    /// </summary>
    public void Dispose()
    {
        if (_running)
        {
            throw new InvalidOperationException("A machine cannot be disposed while it runs.");
        }

        if (_disposed)
        {
            return;
        }

        _disposed = true;
        for (SimTask? task = _firstTask; task is not null; task = task.NextTask)
        {
            for (TaskFrame? frame = task.Frame; frame is not null;)
            {
                TaskFrame? next = frame.Continuation;
                frame.Release();
                frame = next;
            }

            task.Frame = null;
        }
    }

    /// <summary>Lets another decide from here on; whether it preempts must be as before.</summary>
    internal void ReplaceChooser(IChooser chooser)
    {
        Chooser = chooser;
        _runnableObserver = chooser as IRunnableObserver;
        _plainFifo = chooser is FifoChooser;
    }

    /// <exception cref="InvalidOperationException">The machine runs.</exception>
    /// <exception cref="ObjectDisposedException">The machine was disposed.</exception>
    internal void CheckAtRest()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_running)
        {
            throw new InvalidOperationException("A checkpoint is taken and restored between runs, not from inside.");
        }
    }

    private void Admit(SimTask task)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        task.PreviousTask = _lastTask;
        if (_lastTask is null)
        {
            _firstTask = task;
        }
        else
        {
            _lastTask.NextTask = task;
        }

        _lastTask = task;
        Events.Record(KernelEvents.TaskNew, (ulong)task.Id);
        _ready.Add(task);
    }

    private void Forget(SimTask task)
    {
        if (task.PreviousTask is { } previous)
        {
            previous.NextTask = task.NextTask;
        }
        else
        {
            _firstTask = task.NextTask;
        }

        if (task.NextTask is { } next)
        {
            next.PreviousTask = task.PreviousTask;
        }
        else
        {
            _lastTask = task.PreviousTask;
        }

        task.NextTask = null;
        task.PreviousTask = null;
    }
}
