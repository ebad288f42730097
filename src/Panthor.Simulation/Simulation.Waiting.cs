using System;

namespace Panthor.Kernel;

public sealed partial class Simulation
{
    /// <summary>Suspends the current task until it is woken.</summary>
    /// <returns>The task, to be put on a list of waiters.</returns>
    internal SimTask Park(TaskFrame frame, WaitObject? target, WaitMode mode, Duration timeout)
    {
        SimTask task = Suspend(frame, target);
        task.State = TaskState.Waiting;
        task.Mode = mode;
        task.BlockedSince = Now;
        task.HungReported = false;
        task.TimedOut = false;
        if (!timeout.IsInfinite)
        {
            task.Timeout = _events.Add((Now + timeout).Nanoseconds, task, 0);
        }

        return task;
    }

    /// <summary>
    /// Suspends the current task, which stays runnable; when picked it first finishes <paramref name="target"/>.
    /// </summary>
    internal SimTask ParkReady(TaskFrame frame, WaitObject? target, WaitMode mode = WaitMode.Uninterruptible)
    {
        SimTask task = Suspend(frame, target);
        task.State = TaskState.Ready;
        task.Mode = mode;
        task.BlockedSince = Now;
        task.HungReported = false;
        task.TimedOut = false;
        _ready.Add(task);
        return task;
    }

    /// <summary>Makes a waiting task runnable; nothing happens to others.</summary>
    internal void Wake(SimTask task)
    {
        if (task.State == TaskState.Waiting)
        {
            task.State = TaskState.Ready;
            _ready.Add(task);
        }
    }

    internal void WakeAll(WaitObject target)
    {
        for (SimTask? task = target.Waiters.First; task is not null; task = task.NextWaiter)
        {
            Wake(task);
        }
    }

    private SimTask Suspend(TaskFrame frame, WaitObject? target)
    {
        SimTask task = _context;
        if (!task.IsTask)
        {
            throw new InvalidOperationException(
                $"Only a task can wait, the {task.Name} context cannot: {target?.Description ?? "sleep"}.");
        }

        if (task.Frame is not null)
        {
            ReportUnconsumed(task, "a call that slept was never awaited; the task went on and sleeps elsewhere now");
            StopWaiting(task);
        }

        if (task.AtomicDepth != 0)
        {
            ReportScheduleInAtomic(task, target);
        }

        task.Frame = frame;
        task.Target = target;
        return task;
    }

    /// <summary>Takes back the wait of a task's forgotten call.</summary>
    private void StopWaiting(SimTask task)
    {
        task.Target?.Abandon(task);
        task.Target = null;
        task.Frame = null;
        _events.Cancel(task.Timeout);
        task.Timeout = default;
        _ready.Remove(task);
        if (ReferenceEquals(_forced, task))
        {
            _forced = null;
        }
    }
}
