using System;

namespace Panthor.Kernel;

/// <summary>
/// One thread of the simulated machine: a client's system call, a kernel worker, an interrupt thread.
/// </summary>
public class SimTask : ISimEvent
{
    private readonly Func<KTask>? _body;
    private readonly RootFrame? _root;

    internal SimTask(Simulation simulation, int id, string name, Func<KTask>? body)
    {
        Simulation = simulation;
        Id = id;
        Name = name;
        PreemptFlag = simulation.Preempts ? 1 : 0;
        _body = body;
        _root = id > 0 ? new RootFrame(this) : null;
        Frame = _root;
        StartedAt = simulation.Now;
    }

    /// <summary>The machine it runs on.</summary>
    public Simulation Simulation { get; }

    /// <summary>Its number, from 1 in order of creation.</summary>
    public int Id { get; }

    /// <summary>
    /// Its name, as in the kernel log: "client-1", "kworker/panthor-cleanup:0", "irq/fb000000.gpu-mmu".
    /// </summary>
    public string Name { get; }

    /// <summary>What it does now.</summary>
    public TaskState State { get; internal set; }

    /// <summary>When it was created.</summary>
    public VirtualTime StartedAt { get; }

    /// <summary>Whether its function has returned or it was killed.</summary>
    public bool IsDone => State >= TaskState.Completed;

    /// <summary>What killed it; null as long as nothing did.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>Since when it waits; meaningful while <see cref="State"/> is <see cref="TaskState.Waiting"/>.</summary>
    public VirtualTime BlockedSince { get; internal set; }

    /// <summary>What it waits for, or null: "mutex panthor_vm.op_lock", "sleep".</summary>
    public string? BlockedOn => State != TaskState.Waiting ? null : Target is null ? "sleep" : Target.Description;

    /// <summary>Whether a signal is pending: interruptible waits return ERESTARTSYS until the task ends.</summary>
    public bool IsSignalled { get; private set; }

    /// <summary>How it waits.</summary>
    internal WaitMode Mode { get; set; }

    /// <summary>Whether this is a task at all, not the pseudo-context of the host or of interrupts.</summary>
    internal bool IsTask => Id > 0;

    /// <summary>The frame to resume; null while running and when done.</summary>
    internal TaskFrame? Frame;

    internal WaitObject? Target;
    internal SimTask? NextWaiter;
    internal SimTask? PreviousWaiter;
    internal SimTask? NextTask;
    internal SimTask? PreviousTask;
    internal EventHandle Timeout;
    internal Errno WaitResult;
    internal bool IsOnWaitList;
    internal bool IsExclusiveWaiter;
    internal bool IsSharedWaiter;
    internal bool TimedOut;
    internal bool HungReported;
    internal bool DeadlockReported;
    internal int WaitClassIndex;
    internal string WaitSite = "";

    internal HeldLock[] Held = [];
    internal int HeldCount;
    internal int AtomicDepth;

    /// <summary>1 if the chooser preempts: the fast paths look at one number for all that makes them slow.</summary>
    internal readonly int PreemptFlag;

    private TaskExit? _exit;

    /// <summary>The object on which others wait for the end of this task.</summary>
    internal TaskExit Exit => _exit ??= new TaskExit(this);

    internal bool HasRootDone => _root!.Done;

    /// <summary>Waits until this task has ended, in whatever way.</summary>
    public ParkAwaitable JoinAsync() => new(Exit, Duration.Infinite, WaitMode.Uninterruptible);

    /// <summary>
    /// Sends a fatal signal: interruptible waits of the task, present and future, return ERESTARTSYS.
    /// </summary>
    public void Signal()
    {
        IsSignalled = true;
        if (State == TaskState.Waiting && Mode == WaitMode.Interruptible)
        {
            Simulation.Wake(this);
        }
    }

    /// <summary>Name and number, as in the kernel's reports: "client-1/3".</summary>
    public override string ToString() => TaskName.Of(this).ToString();

    void ISimEvent.Fire(ulong data)
    {
        TimedOut = true;
        Simulation.Wake(this);
    }

    /// <summary>Calls the function of the task; null when it returned without sleeping.</summary>
    private protected virtual TaskFrame? Begin()
    {
        KTask task = _body!();
        if (task.Frame is { Done: false } frame)
        {
            return frame;
        }

        task.GetAwaiter().GetResult();
        return null;
    }

    /// <summary>Takes the result of the function that had slept.</summary>
    private protected virtual void End(TaskFrame frame)
    {
        var error = frame.Error;
        frame.Release();
        error?.Throw();
    }

    internal bool IsHolding(KernelLock target)
    {
        for (int i = 0; i < HeldCount; i++)
        {
            if (ReferenceEquals(Held[i].Lock, target))
            {
                return true;
            }
        }

        return false;
    }

    internal void WakeJoiners()
    {
        if (_exit is { } exit)
        {
            Simulation.WakeAll(exit);
        }
    }

    /// <summary>The bottom of the task's stack: starts the function and takes its result.</summary>
    private sealed class RootFrame(SimTask task) : TaskFrame
    {
        private TaskFrame? _function;

        internal override void Step()
        {
            try
            {
                if (_function is { } function)
                {
                    _function = null;
                    task.End(function);
                    Done = true;
                }
                else if (task.Begin() is { } frame)
                {
                    frame.Continuation = this;
                    _function = frame;
                }
                else
                {
                    Done = true;
                }
            }
#pragma warning disable CA1031 // Whatever it is: the scheduler hands it to whoever drives the run.
            catch (Exception e)
#pragma warning restore CA1031
            {
                task.Failure = e;
                Done = true;
            }
        }
    }
}
