using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class CompletionTests
{
    [Fact]
    public void Each_completion_lets_one_waiter_through_in_order()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "c");
        List<int> order = [];
        for (int i = 0; i < 3; i++)
        {
            int number = i;
            simulation.Spawn($"t{i}", async () =>
            {
                Assert.Equal(Errno.None, await completion.WaitAsync());
                order.Add(number);
            });
        }

        simulation.RunUntilIdle();
        completion.Complete();
        completion.Complete();
        simulation.RunUntilIdle();
        Assert.Equal([0, 1], order);
        Assert.False(completion.IsDone);
        completion.Complete();
        simulation.RunUntilIdle();
        Assert.Equal([0, 1, 2], order);
    }

    [Fact]
    public void Completions_are_counted_and_taken_without_waiting()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "c");
        completion.Complete();
        completion.Complete();
        Assert.True(completion.IsDone);
        simulation.RunToCompletion(simulation.Spawn("t", async () =>
        {
            await completion.WaitAsync();
            Assert.True(completion.TryWait());
            Assert.False(completion.TryWait());
            Assert.Equal(Errno.ETIMEDOUT, await completion.WaitAsync(Duration.Zero));
        }));
        Assert.Equal(0, simulation.Now.Nanoseconds);
    }

    [Fact]
    public void Complete_all_lets_everybody_through_until_it_is_initialised_again()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "c");
        int through = 0;
        for (int i = 0; i < 3; i++)
        {
            simulation.Spawn("t", async () =>
            {
                await completion.WaitAsync();
                through++;
                await completion.WaitAsync();
                through++;
            });
        }

        simulation.RunUntilIdle();
        completion.CompleteAll();
        completion.Complete();
        simulation.RunUntilIdle();
        Assert.Equal(6, through);
        Assert.True(completion.IsDone);
        completion.Reinitialize();
        Assert.False(completion.IsDone);
    }

    [Fact]
    public void A_wait_with_a_timeout_ends_in_time_or_on_time()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "c");
        Duration timeout = Duration.FromMilliseconds(5);
        SimTask<Errno> late = simulation.Spawn("late", async () => await completion.WaitAsync(timeout));
        Assert.Equal(Errno.ETIMEDOUT, simulation.RunToCompletion(late));
        Assert.Equal(Duration.FromMilliseconds(5), simulation.Now - VirtualTime.Zero);
        SimTask<Errno> good = simulation.Spawn("good", async () => await completion.WaitAsync(timeout));
        simulation.Spawn("completer", async () =>
        {
            await simulation.Sleep(Duration.FromMilliseconds(2));
            completion.Complete();
        });
        Assert.Equal(Errno.None, simulation.RunToCompletion(good));
        Assert.Equal(Duration.FromMilliseconds(7), simulation.Now - VirtualTime.Zero);
        simulation.RunUntilIdle();
        Assert.Equal(Duration.FromMilliseconds(7), simulation.Now - VirtualTime.Zero);
    }

    [Fact]
    public void A_completion_that_arrives_with_the_timeout_is_not_lost()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "c");
        Timer timer = new(simulation, "t", completion.Complete);
        SimTask<Errno> task = simulation.Spawn("t", async () =>
        {
            Errno errno = await completion.WaitAsync(Duration.FromMilliseconds(5));
            return errno;
        });
        timer.Modify(Duration.FromMilliseconds(5));
        Assert.Equal(Errno.None, simulation.RunToCompletion(task));
        Assert.False(completion.IsDone);
    }

    [Fact]
    public void A_signal_ends_an_interruptible_wait_and_the_next_one_at_once()
    {
        using Simulation simulation = new();
        Completion completion = new(simulation, "c");
        SimTask<Errno> task = simulation.Spawn("t", async () =>
        {
            Errno first = await completion.WaitInterruptibleAsync(Duration.Infinite);
            Errno second = await completion.WaitInterruptibleAsync(Duration.Infinite);
            return first == second ? first : Errno.EINVAL;
        });
        simulation.RunUntilIdle();
        task.Signal();
        Assert.True(task.IsSignalled);
        Assert.Equal(Errno.ERESTARTSYS, simulation.RunToCompletion(task));
        completion.Complete();
        Assert.True(completion.IsDone);
    }
}
