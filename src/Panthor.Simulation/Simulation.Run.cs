using System;

namespace Panthor.Kernel;

public sealed partial class Simulation
{
    private const long PollInterval = 256;

    private enum RunOutcome
    {
        Reached,
        Idle,
        TimeLimit,
    }

    private SimTask? _forced;
    private long _nextPoll;
    private bool _running;

    /// <summary>Runs the machine until a task has ended.</summary>
    /// <exception cref="KernelBugException">The task died of an oops, hangs or is part of a deadlock.</exception>
    /// <exception cref="StalledException">The task waits and nothing can wake it.</exception>
    /// <exception cref="OperationCanceledException"><see cref="StopRequested"/> said so.</exception>
    public void RunToCompletion(SimTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (Run(new VirtualTime(long.MaxValue), task, null) == RunOutcome.Idle)
        {
            throw Stalled(task);
        }

        if (task.Failure is KernelOopsException oops)
        {
            throw new KernelOopsException(oops.Finding);
        }

        if (task.Failure is { } failure)
        {
            throw new InvalidOperationException($"The task {task} failed earlier: {failure.Message}", failure);
        }
    }

    /// <summary>Runs the machine until a task has ended, and returns its result.</summary>
    /// <inheritdoc cref="RunToCompletion(SimTask)"/>
    public T RunToCompletion<T>(SimTask<T> task)
    {
        RunToCompletion((SimTask)task);
        return task.Result;
    }

    /// <summary>Runs the machine until nothing is runnable and no event is scheduled.</summary>
    public void RunUntilIdle() => Run(new VirtualTime(long.MaxValue), null, null);

    /// <summary>Runs the machine for a span of virtual time.</summary>
    public void RunFor(Duration duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(duration.Nanoseconds);
        Run(Now + duration, null, null);
    }

    /// <summary>Runs the machine until a condition holds, asked before each step.</summary>
    /// <returns>Whether it holds; false after the timeout, or when nothing more can happen.</returns>
    public bool RunUntil(Func<bool> condition, Duration timeout)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Run(Now + timeout, null, condition) == RunOutcome.Reached || condition();
    }

    /// <summary>
    /// Lets the clock run in atomic context, as udelay does: hardware events happen, no other task runs.
    /// </summary>
    public void BusyWait(Duration duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(duration.Nanoseconds);
        CountBusyTime(duration);
        VirtualTime end = Now + duration;
        while (_events.Count != 0 && _events.NextTime <= end.Nanoseconds)
        {
            AdvanceTo(_events.NextTime);
            RunEvent();
        }

        AdvanceTo(end.Nanoseconds);
    }

    private RunOutcome Run(VirtualTime limit, SimTask? until, Func<bool>? condition)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_running)
        {
            throw new InvalidOperationException("The machine is running already: a run cannot be started from inside.");
        }

        _running = true;
        try
        {
            return RunLoop(limit.Nanoseconds, until, condition);
        }
        finally
        {
            _running = false;
            _context = _host;
        }
    }

    private RunOutcome RunLoop(long limit, SimTask? until, Func<bool>? condition)
    {
        while (true)
        {
            if (until is { IsDone: true } || (condition is not null && condition()))
            {
                return RunOutcome.Reached;
            }

            if (++Steps >= _nextPoll)
            {
                Poll();
            }

            if (_events.Count != 0 && _events.NextTime <= Now.Nanoseconds)
            {
                RunEvent();
            }
            else if (_ready.Count != 0)
            {
                StepNext();
            }
            else if (_events.Count == 0)
            {
                CheckDeadlocks();
                if (limit == long.MaxValue)
                {
                    return RunOutcome.Idle;
                }

                AdvanceTo(limit);
                return RunOutcome.TimeLimit;
            }
            else if (_events.NextTime > limit)
            {
                AdvanceTo(limit);
                return RunOutcome.TimeLimit;
            }
            else
            {
                AdvanceTo(_events.NextTime);
                if (until is { DeadlockReported: true, HungReported: true })
                {
                    // Timers keep the machine going, but nobody will release what the task waits for.
                    return RunOutcome.Idle;
                }

                RunEvent();
            }
        }
    }

    private void Poll()
    {
        if (Steps >= _stepLimit)
        {
            throw new StepLimitException(_stepLimit);
        }

        _nextPoll = Math.Min(Steps + PollInterval, _stepLimit);
        Progress?.Invoke(this);
        if (StopRequested is { } stop && stop())
        {
            throw new OperationCanceledException($"The run of {Name} was stopped at {Now.ToString().Trim()} s.");
        }
    }

    private void StepNext()
    {
        SimTask task;
        if (_forced is { } forced)
        {
            _forced = null;
            task = forced;
        }
        else
        {
            int pick = PickNext();
            if (pick == _ready.Count)
            {
                AdvanceTo(_events.NextTime);
                RunEvent();
                return;
            }

            task = _ready.RemoveAt(pick);
        }

        Step(task);
    }

    private void Step(SimTask task)
    {
        if (task.Target is { } target && !FinishWait(task, target))
        {
            return;
        }

        TaskFrame frame = task.Frame!;
        task.Frame = null;
        task.State = TaskState.Running;
        _context = task;
        _busyInStep = 0;
        Events.RecordSwitch(task);
        while (true)
        {
            frame.Step();
            if (!frame.Done || frame.Continuation is not { } continuation)
            {
                break;
            }

            frame = continuation;
        }

        if (task.State == TaskState.Running || task.HasRootDone)
        {
            Leave(task);
        }

        _context = _host;
    }

    /// <summary>A picked task had waited for something: can it go on?</summary>
    private bool FinishWait(SimTask task, WaitObject target)
    {
        task.WaitResult = Errno.None;
        if (!target.TryComplete(task))
        {
            if (task.IsSignalled && task.Mode == WaitMode.Interruptible)
            {
                task.WaitResult = Errno.ERESTARTSYS;
            }
            else if (task.TimedOut)
            {
                task.WaitResult = Errno.ETIMEDOUT;
            }
            else
            {
                task.State = TaskState.Waiting;
                return false;
            }

            target.Abandon(task);
        }

        _events.Cancel(task.Timeout);
        task.Timeout = default;
        task.TimedOut = false;
        task.Target = null;
        return true;
    }

    /// <summary>
    /// The step left the task neither ready nor waiting: it has ended, or it awaited what is not its own.
    /// </summary>
    private void Leave(SimTask task)
    {
        if (task.Frame is not null)
        {
            ReportUnconsumed(task, "a call that slept was never awaited; the task ended before the call did");
            StopWaiting(task);
        }
        else if (!task.HasRootDone)
        {
            ReportUnconsumed(task, "it awaited a call that is not its own; it cannot go on");
            task.Failure = new KernelOopsException(Findings.Last!);
        }

        CheckExit(task);
        task.State = task.Failure is null ? TaskState.Completed : TaskState.Failed;
        Forget(task);
        Events.Record(KernelEvents.TaskExit, (ulong)task.Id, task.Failure is null ? 0UL : 1UL);
        task.WakeJoiners();
        if (task.Failure is { } failure and not KernelOopsException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void RunEvent()
    {
        ISimEvent target = _events.Take(out ulong data);
        SimTask context = _context;
        _context = _interrupt ??= new SimTask(this, -1, "interrupt", null) { AtomicDepth = 1 };
        target.Fire(data);
        _context = context;
    }

    private void AdvanceTo(long time)
    {
        if (time >= _hungCheckAt)
        {
            CheckHungTasks(time);
        }

        Now = new VirtualTime(time);
    }
}
