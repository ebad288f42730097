using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class TaskTests
{
    [Fact]
    public void A_task_that_never_sleeps_returns_its_result()
    {
        using Simulation simulation = new();
        SimTask<int> task = simulation.Spawn("adder", () => KTask.FromResult(42));
        Assert.Equal(TaskState.Ready, task.State);
        Assert.Equal(42, simulation.RunToCompletion(task));
        Assert.Equal(TaskState.Completed, task.State);
        Assert.Equal(0, simulation.Now.Nanoseconds);
    }

    [Fact]
    public void The_result_of_a_task_that_has_not_completed_is_refused()
    {
        using Simulation simulation = new();
        SimTask<int> task = simulation.Spawn("adder", () => KTask.FromResult(42));
        Assert.Throws<InvalidOperationException>(() => task.Result);
    }

    [Fact]
    public void Values_and_order_survive_sleeps_at_every_depth()
    {
        using Simulation simulation = new();
        List<string> order = [];
        async KTask<int> Deep(int depth)
        {
            if (depth == 0)
            {
                await simulation.Sleep(Duration.FromMicroseconds(5));
                return 1;
            }

            int below = await Deep(depth - 1);
            await simulation.Yield();
            order.Add($"{depth}");
            return below + 1;
        }

        SimTask<int> task = simulation.Spawn("deep", () => Deep(4));
        Assert.Equal(5, simulation.RunToCompletion(task));
        Assert.Equal(["1", "2", "3", "4"], order);
        Assert.Equal(Duration.FromMicroseconds(5), simulation.Now - VirtualTime.Zero);
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void Twenty_thousand_frames_unwind_without_growing_the_stack()
    {
        using Simulation simulation = new();
        async KTask<int> Ladder(int rungs)
        {
            // Each rung returns to the one before only after a sleep: the resumption is one long chain of returns.
            int sum = 0;
            for (int i = 0; i < rungs; i++)
            {
                sum += await Rung(i);
            }

            return sum;
        }

        async KTask<int> Rung(int i)
        {
            await simulation.Yield();
            return i & 1;
        }

        async KTask<int> Chain(int depth)
        {
            if (depth == 0)
            {
                await simulation.Yield();
                return 0;
            }

            return 1 + await Chain(depth - 1);
        }

        Assert.Equal(10_000, simulation.RunToCompletion(simulation.Spawn("ladder", () => Ladder(20_000))));
        Assert.Equal(2_000, simulation.RunToCompletion(simulation.Spawn("chain", () => Chain(2_000))));
    }

    [Fact]
    public void An_exception_passes_through_sleeping_callers()
    {
        using Simulation simulation = new();
        bool caught = false;
        async KTask Thrower()
        {
            await simulation.Sleep(Duration.FromNanoseconds(1));
            throw new InvalidOperationException("deep");
        }

        async KTask Catcher()
        {
            try
            {
                await Thrower();
            }
            catch (InvalidOperationException e) when (e.Message == "deep")
            {
                caught = true;
            }
        }

        simulation.RunToCompletion(simulation.Spawn("catcher", Catcher));
        Assert.True(caught);
    }

    [Fact]
    public void An_exception_before_the_first_sleep_is_thrown_by_the_await()
    {
        using Simulation simulation = new();
        async KTask<int> Thrower(bool sleep)
        {
            if (sleep)
            {
                await simulation.Yield();
            }

            throw new InvalidOperationException("at once");
        }

        async KTask<string> Catcher()
        {
            try
            {
                await Thrower(false);
                return "nothing";
            }
            catch (InvalidOperationException e)
            {
                return e.Message;
            }
        }

        Assert.Equal("at once", simulation.RunToCompletion(simulation.Spawn("catcher", Catcher)));
    }

    [Fact]
    public void A_programming_error_in_a_task_escapes_to_whoever_runs_the_machine()
    {
        using Simulation simulation = new();
        bool otherRan = false;
        async KTask Broken()
        {
            await simulation.Yield();
            throw new FormatException("broken");
        }

        SimTask broken = simulation.Spawn("broken", Broken);
        SimTask other = simulation.Spawn("other", async () =>
        {
            await simulation.Sleep(Duration.FromMilliseconds(1));
            otherRan = true;
        });
        Assert.Equal("broken", Assert.Throws<FormatException>(simulation.RunUntilIdle).Message);
        Assert.Equal(TaskState.Failed, broken.State);
        Assert.IsType<FormatException>(broken.Failure);
        simulation.RunUntilIdle();
        Assert.True(otherRan);
        Assert.Equal(TaskState.Completed, other.State);
        Assert.Throws<InvalidOperationException>(() => simulation.RunToCompletion(broken));
    }

    [Fact]
    public void An_oops_kills_the_task_and_nothing_else()
    {
        using Simulation simulation = new();
        bool otherRan = false;
        async KTask Faulty()
        {
            await simulation.Yield();
            throw simulation.Oops("Unable to handle kernel paging request at fffffffffffffff4");
        }

        SimTask faulty = simulation.Spawn("faulty", Faulty);
        simulation.Spawn("other", async () =>
        {
            await simulation.Sleep(Duration.FromMilliseconds(1));
            otherRan = true;
        });
        simulation.RunUntilIdle();
        Assert.True(otherRan);
        Assert.Equal(TaskState.Failed, faulty.State);
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Equal(FindingKind.Oops, finding.Kind);
        Assert.Equal("faulty/1", finding.Task);
        Assert.Contains("fffffffffffffff4", finding.Report, StringComparison.Ordinal);
        Assert.Contains("TaskTests.cs", finding.Report, StringComparison.Ordinal);
        Assert.DoesNotContain('/', finding.Title);
        KernelOopsException oops = Assert.Throws<KernelOopsException>(() => simulation.RunToCompletion(faulty));
        Assert.Same(finding, oops.Finding);
    }

    [Fact]
    public void First_come_first_served_runs_tasks_in_turn()
    {
        using Simulation simulation = new();
        List<string> order = [];
        foreach (string name in (string[])["a", "b", "c"])
        {
            simulation.Spawn(name, async () =>
            {
                for (int i = 0; i < 2; i++)
                {
                    order.Add(name);
                    await simulation.Yield();
                }
            });
        }

        simulation.RunUntilIdle();
        Assert.Equal(["a", "b", "c", "a", "b", "c"], order);
    }

    [Fact]
    public void Joining_waits_for_the_end_of_another_task()
    {
        using Simulation simulation = new();
        List<string> order = [];
        SimTask worker = simulation.Spawn("worker", async () =>
        {
            await simulation.Sleep(Duration.FromMilliseconds(3));
            order.Add("worker");
        });
        async KTask Join()
        {
            await worker.JoinAsync();
            order.Add("joined");
            await worker.JoinAsync();
        }

        simulation.RunToCompletion(simulation.Spawn("joiner", Join));
        Assert.Equal(["worker", "joined"], order);
    }

    [Fact]
    public void Only_tasks_can_wait()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "never");
        async KTask Wait() => await completion.WaitAsync();
        KTask started = Wait();
        Exception error = Assert.Throws<InvalidOperationException>(() => started.GetAwaiter().GetResult());
        Assert.Contains("host", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stock_async_methods_cannot_await_kernel_calls()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "never");
        Assert.Throws<NotSupportedException>(() => completion.WaitAsync().OnCompleted(() => { }));
        Assert.Throws<NotSupportedException>(() => completion.WaitAsync().UnsafeOnCompleted(() => { }));
        Assert.Throws<NotSupportedException>(() => default(KTask).GetAwaiter().UnsafeOnCompleted(() => { }));
        Assert.Throws<NotSupportedException>(() => default(KTask<int>).GetAwaiter().OnCompleted(() => { }));
        Assert.Throws<NotSupportedException>(() => simulation.Yield().OnCompleted(() => { }));
        Assert.Throws<NotSupportedException>(() => simulation.Sleep(Duration.Zero).OnCompleted(() => { }));
    }

    [Fact]
    public void A_task_shows_what_it_waits_for()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "firmware");
        SimTask sleeper = simulation.Spawn("sleeper", async () => await simulation.Sleep(Duration.FromSeconds(1)));
        SimTask waiter = simulation.Spawn("waiter", async () => await completion.WaitAsync());
        Assert.Null(waiter.BlockedOn);
        simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(TaskState.Waiting, waiter.State);
        Assert.Equal("completion firmware", waiter.BlockedOn);
        Assert.Equal("sleep", sleeper.BlockedOn);
        Assert.Equal([sleeper, waiter], simulation.LiveTasks);
        completion.Complete();
        simulation.RunUntilIdle();
        Assert.Empty(simulation.LiveTasks);
    }

    [Fact]
    public void A_machine_cannot_be_disposed_while_it_runs()
    {
        using Simulation simulation = new();
        SimTask task = simulation.Spawn("suicidal", () =>
        {
            simulation.Dispose();
            return KTask.Completed;
        });
        Assert.Throws<InvalidOperationException>(() => simulation.RunToCompletion(task));
    }

    [Fact]
    public void Many_machines_run_side_by_side_on_one_thread()
    {
        List<Simulation> machines = [];
        List<SimTask<int>> tasks = [];
        for (int i = 0; i < 50; i++)
        {
            Simulation simulation = new(new SimulationOptions { Seed = (ulong)i });
            int number = i;
            machines.Add(simulation);
            tasks.Add(simulation.Spawn("counter", async () =>
            {
                for (int k = 0; k < number; k++)
                {
                    await simulation.Sleep(Duration.FromMilliseconds(1));
                }

                return number;
            }));
        }

        for (int ms = 0; ms < 60; ms++)
        {
            foreach (Simulation simulation in machines)
            {
                simulation.RunFor(Duration.FromMilliseconds(1));
            }
        }

        for (int i = 0; i < machines.Count; i++)
        {
            Assert.Equal(i, tasks[i].Result);
            machines[i].Dispose();
        }
    }

    [Fact]
    public void A_disposed_machine_gives_its_frames_back_and_runs_no_more()
    {
        Simulation simulation = new();
        bool ranOn = false;
        simulation.Spawn("sleeper", async () =>
        {
            await simulation.Sleep(Duration.FromMilliseconds(1));
            ranOn = true;
        });
        simulation.RunFor(Duration.FromMicroseconds(1));
        simulation.Dispose();
        simulation.Dispose();
        Assert.Throws<ObjectDisposedException>(simulation.RunUntilIdle);
        Assert.Throws<ObjectDisposedException>(() => simulation.Spawn("late", () => KTask.Completed));
        Assert.False(ranOn);
    }
}
