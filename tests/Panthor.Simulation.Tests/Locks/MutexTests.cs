using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class MutexTests
{
    [Fact]
    public void A_free_mutex_is_taken_without_waiting()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        SimTask task = simulation.Spawn("t", async () =>
        {
            await mutex.LockAsync();
            Assert.True(mutex.IsHeld);
            Assert.True(mutex.IsHeldByCurrent);
            Assert.True(mutex.AssertHeld());
            Assert.Equal("t", mutex.Holder!.Name);
            mutex.Unlock();
            Assert.False(mutex.IsHeld);
        });
        simulation.RunToCompletion(task);
        Assert.Equal(0, simulation.Choices.Count);
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void Waiters_get_the_mutex_in_order_of_arrival()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        List<int> order = [];
        for (int i = 0; i < 5; i++)
        {
            int number = i;
            simulation.Spawn($"t{i}", async () =>
            {
                await mutex.LockAsync();
                order.Add(number);
                await simulation.Sleep(Duration.FromMilliseconds(1));
                mutex.Unlock();
            });
        }

        simulation.RunUntilIdle();
        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public void A_task_that_runs_by_may_steal_a_released_mutex_but_not_for_ever()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        int stolen = 0;
        bool got = false;
        simulation.Spawn("greedy", async () =>
        {
            while (!got)
            {
                await mutex.LockAsync();
                stolen++;
                await simulation.Sleep(Duration.FromMilliseconds(1));
                mutex.Unlock();
            }
        });
        simulation.Spawn("patient", async () =>
        {
            await mutex.LockAsync();
            got = true;
            mutex.Unlock();
        });
        simulation.RunUntilIdle();
        Assert.True(got);
        Assert.InRange(stolen, 2, 3);
        Assert.False(mutex.IsHeld);
    }

    [Fact]
    public void A_preempting_chooser_never_lets_two_tasks_in()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            using Simulation simulation = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
            Mutex mutex = new(simulation, Classes.A);
            int inside = 0;
            int total = 0;
            for (int i = 0; i < 4; i++)
            {
                simulation.Spawn($"t{i}", async () =>
                {
                    for (int k = 0; k < 5; k++)
                    {
                        await mutex.LockAsync();
                        Assert.Equal(1, ++inside);
                        await simulation.PreemptionPoint(ChoiceKind.Register);
                        total++;
                        inside--;
                        mutex.Unlock();
                    }
                });
            }

            simulation.RunUntilIdle();
            Assert.Equal(20, total);
            Assert.Empty(simulation.Findings);
            Assert.Empty(simulation.LiveTasks);
        }
    }

    [Fact]
    public void A_held_mutex_cannot_be_taken_by_trying()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        bool second = true;
        simulation.Spawn("holder", async () =>
        {
            Assert.True(mutex.TryLock());
            await simulation.Yield();
            mutex.Unlock();
        });
        SimTask other = simulation.Spawn("other", () =>
        {
            second = mutex.TryLock();
            return KTask.Completed;
        });
        simulation.RunToCompletion(other);
        Assert.False(second);
        simulation.RunUntilIdle();
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void A_signal_ends_an_interruptible_wait_for_a_mutex()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        Completion release = new(simulation, "release");
        simulation.Spawn("holder", async () =>
        {
            await mutex.LockAsync();
            await release.WaitAsync();
            mutex.Unlock();
        });
        SimTask<Errno> waiter = simulation.Spawn("waiter", async () => await mutex.LockInterruptibleAsync());
        simulation.RunFor(Duration.FromMilliseconds(1));
        waiter.Signal();
        Assert.Equal(Errno.ERESTARTSYS, simulation.RunToCompletion(waiter));
        SimTask<Errno> late = simulation.Spawn("late", async () => await mutex.LockInterruptibleAsync());
        late.Signal();
        Assert.Equal(Errno.ERESTARTSYS, simulation.RunToCompletion(late));
        release.Complete();
        simulation.RunUntilIdle();
        Assert.False(mutex.IsHeld);
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void A_signal_does_not_end_a_plain_wait_for_a_mutex()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        bool got = false;
        simulation.Spawn("holder", async () =>
        {
            await mutex.LockAsync();
            await simulation.Sleep(Duration.FromSeconds(1));
            mutex.Unlock();
        });
        SimTask waiter = simulation.Spawn("waiter", async () =>
        {
            await mutex.LockAsync();
            got = true;
            mutex.Unlock();
        });
        simulation.RunFor(Duration.FromMilliseconds(1));
        waiter.Signal();
        simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.False(got);
        simulation.RunUntilIdle();
        Assert.True(got);
    }

    [Fact]
    public void Unlocking_what_another_task_holds_is_reported_and_changes_nothing()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        simulation.Spawn("holder", async () =>
        {
            await mutex.LockAsync();
            await simulation.Sleep(Duration.FromMilliseconds(1));
            mutex.Unlock();
        });
        simulation.Spawn("thief", () =>
        {
            mutex.Unlock();
            Assert.False(mutex.AssertHeld());
            return KTask.Completed;
        });
        simulation.RunUntilIdle();
        Assert.Equal(2, simulation.Findings.Count);
        Assert.Equal(FindingKind.LockMisuse, simulation.Findings[0].Kind);
        Assert.Contains("held by holder/1", simulation.Findings[0].Report, StringComparison.Ordinal);
        Assert.Equal(FindingKind.Warn, simulation.Findings[1].Kind);
        Assert.False(mutex.IsHeld);
    }

    [Fact]
    public void Locks_are_released_in_any_order()
    {
        using Simulation simulation = new();
        Mutex a = new(simulation, Classes.A);
        Mutex b = new(simulation, Classes.B);
        Mutex c = new(simulation, Classes.C);
        simulation.RunToCompletion(simulation.Spawn("t", async () =>
        {
            await a.LockAsync();
            await b.LockAsync();
            await c.LockAsync();
            a.Unlock();
            c.Unlock();
            b.Unlock();
        }));
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void A_task_that_slept_before_waits_for_the_mutex_as_others_do()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            using Simulation simulation = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
            Mutex mutex = new(simulation, Classes.A);
            int inside = 0;
            int most = 0;
            for (int i = 0; i < 3; i++)
            {
                simulation.Spawn($"t{i}", async () =>
                {
                    for (int round = 0; round < 4; round++)
                    {
                        await simulation.Sleep(Duration.FromMicroseconds(1));
                        await mutex.LockAsync();
                        most = Math.Max(most, ++inside);
                        await simulation.Sleep(Duration.FromMicroseconds(1));
                        inside--;
                        mutex.Unlock();
                    }
                });
            }

            simulation.RunUntilIdle();
            Assert.Equal((1, 0), (most, simulation.Findings.Count));
        }
    }
}
