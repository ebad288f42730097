using System;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class HangTests
{
    private static Simulation Abba(out SimTask first, out SimTask second)
    {
        Simulation simulation = new(new SimulationOptions { StepLimit = 100_000 });
        Mutex a = new(simulation, Classes.A);
        Mutex b = new(simulation, Classes.B);
        async KTask Nest(Mutex outer, Mutex inner)
        {
            await outer.LockAsync();
            await simulation.Yield();
            await inner.LockAsync();
            inner.Unlock();
            outer.Unlock();
        }

        first = simulation.Spawn("first", () => Nest(a, b));
        second = simulation.Spawn("second", () => Nest(b, a));
        return simulation;
    }

    private static void Ping(Simulation simulation) => simulation.Spawn("ping", async () =>
    {
        while (true)
        {
            await simulation.Sleep(Duration.FromSeconds(12));
        }
    });

    [Fact]
    public void A_deadlock_names_its_cycle()
    {
        using Simulation simulation = Abba(out _, out _);
        simulation.RunUntilIdle();
        Finding finding = Assert.Single(simulation.Findings.Of(FindingKind.Deadlock));
        Assert.Contains("second/2 -> first/1", finding.Title, StringComparison.Ordinal);
        string report = finding.Report;
        Assert.Contains("first/1 waits in Abba for mutex b, held by second/2", report, StringComparison.Ordinal);
        Assert.Contains("second/2 waits in Abba for mutex a, held by first/1", report, StringComparison.Ordinal);
        Assert.Single(simulation.Findings.Of(FindingKind.LockOrder));
    }

    [Fact]
    public void Running_a_deadlocked_task_to_completion_is_a_kernel_bug()
    {
        using Simulation simulation = Abba(out SimTask first, out _);
        KernelBugException error = Assert.Throws<KernelBugException>(() => simulation.RunToCompletion(first));
        Assert.Equal(FindingKind.Deadlock, error.Finding.Kind);
    }

    [Fact]
    public void Taking_a_mutex_twice_is_a_recursion_and_a_deadlock_with_oneself()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        simulation.Spawn("t", async () =>
        {
            await mutex.LockAsync();
            await mutex.LockAsync();
        });
        simulation.RunUntilIdle();
        string report = simulation.Findings.Of(FindingKind.LockOrder)[0].Report;
        Assert.Contains("the same lock", report, StringComparison.Ordinal);
        Assert.Single(simulation.Findings.Of(FindingKind.Deadlock));
        Assert.Equal(2, simulation.Findings.Count);
    }

    [Fact]
    public void A_lock_whose_holder_died_is_a_deadlock_when_nothing_else_can_happen()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        simulation.Spawn("dead", async () =>
        {
            await mutex.LockAsync();
            throw simulation.Oops("gone");
        });
        simulation.Spawn("waiter", async () => await mutex.LockAsync());
        simulation.RunUntilIdle();
        Finding finding = Assert.Single(simulation.Findings.Of(FindingKind.Deadlock));
        Assert.Contains("dead/1 is Failed", finding.Report, StringComparison.Ordinal);
        simulation.RunUntilIdle();
        Assert.Single(simulation.Findings.Of(FindingKind.Deadlock));
    }

    [Fact]
    public void Running_a_task_whose_lock_died_with_its_holder_ends_although_timers_go_on()
    {
        using Simulation simulation = new(new SimulationOptions { StepLimit = 100_000 });
        Mutex mutex = new(simulation, Classes.A);
        simulation.Spawn("dead", async () =>
        {
            await mutex.LockAsync();
            throw simulation.Oops("gone");
        });
        Ping(simulation);
        SimTask waiter = simulation.Spawn("waiter", async () => await mutex.LockAsync());
        KernelBugException error = Assert.Throws<KernelBugException>(() => simulation.RunToCompletion(waiter));
        Assert.Equal(FindingKind.Deadlock, error.Finding.Kind);
        Assert.Contains("dead/1 is Failed", error.Finding.Report, StringComparison.Ordinal);
        Assert.Single(simulation.Findings.Of(FindingKind.HungTask));
    }

    [Fact]
    public void Running_a_task_in_a_circle_ends_although_timers_go_on()
    {
        using Simulation simulation = Abba(out SimTask first, out _);
        Ping(simulation);
        KernelBugException error = Assert.Throws<KernelBugException>(() => simulation.RunToCompletion(first));
        Assert.Equal(FindingKind.Deadlock, error.Finding.Kind);
    }

    [Fact]
    public void A_task_blocked_for_two_minutes_is_hung_at_exactly_two_minutes_and_once()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "never");
        SimTask stuck = simulation.Spawn("stuck", async () =>
        {
            await simulation.Sleep(Duration.FromSeconds(10));
            await completion.WaitAsync();
        });
        simulation.RunFor(Duration.FromSeconds(129));
        Assert.Empty(simulation.Findings);
        simulation.RunFor(Duration.FromSeconds(500));
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Equal(FindingKind.HungTask, finding.Kind);
        Assert.Equal(130_000_000_000, finding.Time.Nanoseconds);
        Assert.Contains("stuck/1 blocked for more than 120 seconds", finding.Title, StringComparison.Ordinal);
        Assert.Contains("completion never", finding.Report, StringComparison.Ordinal);
        completion.Complete();
        simulation.RunToCompletion(stuck);
        Assert.Equal(629, (simulation.Now - VirtualTime.Zero).Milliseconds / 1000);
    }

    [Fact]
    public void Sleepers_idle_workers_and_interruptible_waiters_are_not_hung()
    {
        using Simulation simulation = new();
        WaitQueue queue = new(simulation, "q");
        Workqueue workqueue = new(simulation, "wq", WorkqueueKind.Ordered);
        workqueue.Queue(new Work(simulation, "w", () => KTask.Completed));
        simulation.Spawn("sleeper", async () => await simulation.Sleep(Duration.FromSeconds(1000)));
        simulation.Spawn("waiter", async () => await queue.WaitInterruptibleAsync(() => false, Duration.Infinite));
        simulation.RunFor(Duration.FromSeconds(2000));
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void Running_a_task_that_nothing_can_wake_ends_as_hung_or_as_stalled()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "never");
        SimTask stuck = simulation.Spawn("stuck", async () => await completion.WaitAsync());
        KernelBugException hung = Assert.Throws<KernelBugException>(() => simulation.RunToCompletion(stuck));
        Assert.Equal(FindingKind.HungTask, hung.Finding.Kind);
        SimTask waiter = simulation.Spawn(
            "waiter",
            async () => { await completion.WaitInterruptibleAsync(Duration.Infinite); });
        StalledException stalled = Assert.Throws<StalledException>(() => simulation.RunToCompletion(waiter));
        Assert.Same(waiter, stalled.Task);
        Assert.Contains("completion never", stalled.Message, StringComparison.Ordinal);
        waiter.Signal();
        simulation.RunToCompletion(waiter);
    }

    [Fact]
    public void A_task_that_busy_waits_for_22_seconds_is_locked_up()
    {
        using Simulation simulation = new();
        SimTask task = simulation.Spawn("poller", () =>
        {
            while (true)
            {
                simulation.BusyWait(Duration.FromMilliseconds(10));
            }
        });
        simulation.RunUntilIdle();
        Assert.Equal(FindingKind.SoftLockup, Assert.Single(simulation.Findings).Kind);
        Assert.Equal(TaskState.Failed, task.State);
    }

    [Fact]
    public void A_run_can_be_stopped_from_outside_and_continued()
    {
        using Simulation simulation = new();
        bool stop = true;
        int progress = 0;
        simulation.StopRequested = () => stop;
        simulation.Progress = _ => progress++;
        SimTask<int> task = simulation.Spawn("long", async () =>
        {
            int i = 0;
            for (; i < 10_000; i++)
            {
                await simulation.Sleep(Duration.FromMicroseconds(1));
            }

            return i;
        });
        Assert.Throws<OperationCanceledException>(() => simulation.RunToCompletion(task));
        Assert.True(simulation.Now < VirtualTime.Zero + Duration.FromMilliseconds(1));
        stop = false;
        Assert.Equal(10_000, simulation.RunToCompletion(task));
        Assert.InRange(progress, 10, 1000);
    }

    [Fact]
    public void A_step_limit_ends_a_run_that_does_not_come_to_an_end()
    {
        using Simulation simulation = new(new SimulationOptions { StepLimit = 1000 });
        simulation.Spawn("endless", async () =>
        {
            while (true)
            {
                await simulation.Yield();
            }
        });
        StepLimitException error = Assert.Throws<StepLimitException>(simulation.RunUntilIdle);
        Assert.Equal(1000, error.Limit);
        Assert.Equal(1000, simulation.Steps);
    }

    [Fact]
    public void A_run_cannot_be_started_from_inside_a_run()
    {
        using Simulation simulation = new();
        SimTask task = simulation.Spawn("nested", () =>
        {
            simulation.RunUntilIdle();
            return KTask.Completed;
        });
        Assert.Throws<InvalidOperationException>(() => simulation.RunToCompletion(task));
    }
}
