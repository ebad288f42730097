using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class WaitQueueTests
{
    [Fact]
    public void A_condition_that_holds_is_not_waited_for()
    {
        using Simulation simulation = new();
        WaitQueue queue = new(simulation, "q");
        simulation.RunToCompletion(simulation.Spawn("t", async () =>
        {
            await queue.WaitAsync(() => true);
            Assert.True(await queue.WaitAsync(() => true, Duration.Zero));
            Assert.Equal(Errno.None, await queue.WaitInterruptibleAsync(() => true, Duration.Infinite));
        }));
        Assert.Equal(0, simulation.Now.Nanoseconds);
    }

    [Fact]
    public void Waking_without_the_condition_changes_nothing()
    {
        using Simulation simulation = new();
        WaitQueue queue = new(simulation, "q");
        bool ready = false;
        int asked = 0;
        SimTask task = simulation.Spawn("t", async () => await queue.WaitAsync(() =>
        {
            asked++;
            return ready;
        }));
        simulation.RunUntilIdle();
        queue.WakeUp();
        simulation.RunUntilIdle();
        Assert.Equal(2, asked);
        Assert.True(queue.IsActive);
        ready = true;
        queue.WakeUp();
        simulation.RunUntilIdle();
        Assert.True(task.IsDone);
        Assert.False(queue.IsActive);
    }

    [Fact]
    public void A_timeout_counts_from_the_beginning_whatever_wakes_in_between()
    {
        using Simulation simulation = new();
        WaitQueue queue = new(simulation, "q");
        SimTask<bool> task = simulation.Spawn("t", () => queue.WaitAsync(() => false, Duration.FromMilliseconds(10)));
        simulation.Spawn("noise", async () =>
        {
            for (int i = 0; i < 30; i++)
            {
                await simulation.Sleep(Duration.FromMilliseconds(1));
                queue.WakeUpAll();
            }
        });
        Assert.False(simulation.RunToCompletion(task));
        Assert.Equal(Duration.FromMilliseconds(10), simulation.Now - VirtualTime.Zero);
    }

    [Fact]
    public void A_condition_that_became_true_at_the_timeout_counts()
    {
        using Simulation simulation = new();
        WaitQueue queue = new(simulation, "q");
        bool ready = false;
        SimTask<bool> task = simulation.Spawn("t", () => queue.WaitAsync(() => ready, Duration.FromMilliseconds(1)));
        simulation.RunFor(Duration.FromMicroseconds(500));
        ready = true;
        Assert.True(simulation.RunToCompletion(task));
    }

    [Fact]
    public void Of_the_exclusive_waiters_one_wakes_of_the_others_all()
    {
        using Simulation simulation = new();
        WaitQueue queue = new(simulation, "q");
        List<string> woken = [];
        async KTask Wait(string name, bool exclusive)
        {
            await queue.Park(Duration.Infinite, WaitMode.Idle, exclusive);
            woken.Add(name);
        }

        simulation.Spawn("e1", () => Wait("e1", true));
        simulation.Spawn("n1", () => Wait("n1", false));
        simulation.Spawn("e2", () => Wait("e2", true));
        simulation.Spawn("n2", () => Wait("n2", false));
        simulation.RunUntilIdle();
        queue.WakeUp();
        simulation.RunUntilIdle();
        Assert.Equal(["e1", "n1", "n2"], woken);
        queue.WakeUpAll();
        simulation.RunUntilIdle();
        Assert.Equal(["e1", "n1", "n2", "e2"], woken);
    }

    [Fact]
    public void A_signal_ends_an_interruptible_wait()
    {
        using Simulation simulation = new();
        WaitQueue queue = new(simulation, "q");
        SimTask<Errno> task = simulation.Spawn("t", () => queue.WaitInterruptibleAsync(() => false, Duration.Infinite));
        simulation.RunUntilIdle();
        task.Signal();
        Assert.Equal(Errno.ERESTARTSYS, simulation.RunToCompletion(task));
        Assert.False(queue.IsActive);
    }

    [Fact]
    public void A_state_is_handed_to_the_condition()
    {
        using Simulation simulation = new();
        WaitQueue queue = new(simulation, "q");
        int[] box = [0];
        SimTask<Errno> task = simulation.Spawn(
            "t",
            () => queue.WaitInterruptibleAsync(box, static b => b[0] == 3, Duration.FromSeconds(1)));
        simulation.Spawn("counter", async () =>
        {
            while (box[0] < 3)
            {
                await simulation.Sleep(Duration.FromMilliseconds(1));
                box[0]++;
                queue.WakeUp();
            }
        });
        Assert.Equal(Errno.None, simulation.RunToCompletion(task));
        Assert.Equal(Duration.FromMilliseconds(3), simulation.Now - VirtualTime.Zero);
    }
}
