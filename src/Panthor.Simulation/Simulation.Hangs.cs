using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Panthor.Kernel;

public sealed partial class Simulation
{
    internal bool HasForcedTask => _forced is not null;

    /// <summary>A task begins to wait for a lock: does the chain of holders lead back to it?</summary>
    internal void CheckCycle(SimTask task)
    {
        SimTask? at = (task.Target as KernelLock)?.Owner;
        for (int steps = 0; at is not null && steps <= _lastTaskId; steps++)
        {
            if (ReferenceEquals(at, task))
            {
                ReportDeadlock(task, ChainOf(task), "circular wait");
                return;
            }

            at = (at.Target as KernelLock)?.Owner;
        }
    }

    /// <summary>
    /// Nothing can happen any more: whoever waits for a lock waits for ever, unless the chain of holders ends in a
    /// task that
    /// waits for something else; that may still come from outside.
    /// </summary>
    private void CheckDeadlocks()
    {
        for (SimTask? task = _firstTask; task is not null; task = task.NextTask)
        {
            if (task is not { Mode: WaitMode.Uninterruptible, Target: KernelLock, DeadlockReported: false })
            {
                continue;
            }

            List<SimTask> chain = ChainOf(task);
            SimTask last = chain[^1];
            if (last.IsDone || last.Target is KernelLock)
            {
                ReportDeadlock(task, chain, "nothing in the machine can run any more");
            }
        }
    }

    private static List<SimTask> ChainOf(SimTask task)
    {
        List<SimTask> chain = [];
        for (SimTask? at = task; at is not null && !chain.Contains(at); at = (at.Target as KernelLock)?.Owner)
        {
            chain.Add(at);
        }

        return chain;
    }

    private void ReportDeadlock(SimTask task, List<SimTask> chain, string why)
    {
        StringBuilder body = new();
        foreach (SimTask member in chain)
        {
            member.DeadlockReported = true;
            string line = member.Target is KernelLock { Owner: { } owner } wanted
                ? $"{member} waits in {member.WaitSite} for {wanted.Description}, held by {owner}"
                : $"{member} is {member.State}{(member.BlockedOn is { } on ? $" and waits for {on}" : "")}";
            body.Append(body.Length == 0 ? "" : "\n").Append(line);
            for (int i = 0; i < member.HeldCount; i++)
            {
                body.Append("\n    holds ").Append(member.Held[i]);
            }
        }

        string names = string.Join(" -> ", chain.ConvertAll(member => member.ToString()));
        Report(FindingKind.Deadlock, $"deadlock: {names}: {why}", body.ToString());
    }

    /// <summary>Looks for tasks that would be blocked for too long at a time to come.</summary>
    private void CheckHungTasks(long time)
    {
        long limit = HungTaskTimeout.Nanoseconds;
        long next = time + limit;
        for (SimTask? task = _firstTask; task is not null; task = task.NextTask)
        {
            if (task.State != TaskState.Waiting || task.Mode != WaitMode.Uninterruptible || task.HungReported)
            {
                continue;
            }

            long due = task.BlockedSince.Nanoseconds + limit;
            if (due > time)
            {
                next = Math.Min(next, due);
                continue;
            }

            task.HungReported = true;
            Now = new VirtualTime(Math.Max(Now.Nanoseconds, due));
            CheckHolder(task);
            ReportHung(task);
        }

        _hungCheckAt = next;
    }

    /// <summary>Does a task that hangs wait for a lock whose holder has ended, or waits in a circle itself?</summary>
    private void CheckHolder(SimTask task)
    {
        if (task is not { Target: KernelLock, DeadlockReported: false })
        {
            return;
        }

        List<SimTask> chain = ChainOf(task);
        SimTask last = chain[^1];
        if (last.IsDone || last.Target is KernelLock { Owner: not null })
        {
            string why = last.IsDone ? $"{last} has ended with the lock" : "its holder waits in a circle";
            ReportDeadlock(task, chain, why);
        }
    }

    private Finding ReportHung(SimTask task)
    {
        StringBuilder body = new();
        body.Append(CultureInfo.InvariantCulture, $"{task} has waited since {task.BlockedSince.ToString().Trim()} s");
        body.Append(CultureInfo.InvariantCulture, $" for {task.BlockedOn}.");
        for (int i = 0; i < task.HeldCount; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"\n    holds {task.Held[i]}");
        }

        if (task.Target is KernelLock { Owner: { } owner })
        {
            body.Append(CultureInfo.InvariantCulture, $"\nThe lock is held by {owner}, which is {owner.State}");
            body.Append(owner.BlockedOn is { } on ? $" and waits for {on}." : ".");
        }

        string title = $"task {task} blocked for more than {HungTaskTimeout.Nanoseconds / 1_000_000_000} seconds";
        return Report(FindingKind.HungTask, $"{title} on {task.BlockedOn}", body.ToString());
    }

    /// <summary>The machine is idle but a task that somebody wants finished waits on.</summary>
    private Exception Stalled(SimTask task)
    {
        if (task.DeadlockReported)
        {
            IReadOnlyList<Finding> deadlocks = Findings.Of(FindingKind.Deadlock);
            return new KernelBugException(deadlocks[^1]);
        }

        if (task.Mode == WaitMode.Uninterruptible)
        {
            AdvanceTo(Math.Max(Now.Nanoseconds, task.BlockedSince.Nanoseconds + HungTaskTimeout.Nanoseconds));
            if (Findings.Last is { Kind: FindingKind.HungTask } hung)
            {
                return new KernelBugException(hung);
            }
        }

        return new StalledException(task, $"The task {task} waits for {task.BlockedOn}, and nothing can wake it.");
    }
}
