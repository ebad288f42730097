using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class TimerTests
{
    [Fact]
    public void A_timer_fires_once_in_atomic_context()
    {
        using Simulation simulation = new();
        int fired = 0;
        Timer timer = new(simulation, "t", () =>
        {
            fired++;
            Assert.True(simulation.InAtomic);
        });
        Assert.False(timer.Modify(Duration.FromMilliseconds(3)));
        Assert.True(timer.IsPending);
        Assert.Equal(3_000_000, timer.Expires.Nanoseconds);
        simulation.RunUntilIdle();
        Assert.Equal(1, fired);
        Assert.False(timer.IsPending);
        Assert.Equal(3_000_000, simulation.Now.Nanoseconds);
    }

    [Fact]
    public void A_timer_can_be_moved_deleted_and_shut_down()
    {
        using Simulation simulation = new();
        int fired = 0;
        Timer timer = new(simulation, "t", () => fired++);
        timer.Modify(Duration.FromMilliseconds(3));
        Assert.True(timer.Modify(Duration.FromMilliseconds(7)));
        simulation.RunFor(Duration.FromMilliseconds(5));
        Assert.Equal(0, fired);
        Assert.True(timer.Delete());
        Assert.False(timer.Delete());
        simulation.RunUntilIdle();
        Assert.Equal(0, fired);
        timer.Modify(Duration.FromMilliseconds(1));
        Assert.True(timer.Shutdown());
        timer.Modify(Duration.FromMilliseconds(1));
        Assert.False(timer.IsPending);
        simulation.RunUntilIdle();
        Assert.Equal(0, fired);
    }

    [Fact]
    public void A_timer_may_start_itself_again()
    {
        using Simulation simulation = new();
        int fired = 0;
        Timer timer = null!;
        timer = new Timer(simulation, "t", () =>
        {
            if (++fired < 5)
            {
                timer.Modify(Duration.FromMilliseconds(1));
            }
        });
        timer.Modify(Duration.FromMilliseconds(1));
        simulation.RunUntilIdle();
        Assert.Equal(5, fired);
        Assert.Equal(5_000_000, simulation.Now.Nanoseconds);
    }

    [Fact]
    public void Events_come_in_order_of_time_and_then_of_scheduling()
    {
        using Simulation simulation = new();
        List<ulong> order = [];
        Probe probe = new(order.Add);
        DeterministicRandom random = new(7);
        List<(long Time, ulong Number)> expected = [];
        List<EventHandle> handles = [];
        for (ulong i = 0; i < 2000; i++)
        {
            long delay = (long)random.NextBelow(50);
            handles.Add(simulation.Schedule(Duration.FromNanoseconds(delay), probe, i));
            expected.Add((delay, i));
        }

        HashSet<ulong> cancelled = [];
        for (int i = 0; i < 500; i++)
        {
            int victim = (int)random.NextBelow(2000);
            Assert.Equal(cancelled.Add((ulong)victim), simulation.Cancel(handles[victim]));
            Assert.False(simulation.IsScheduled(handles[victim]));
        }

        simulation.RunUntilIdle();
        expected.RemoveAll(item => cancelled.Contains(item.Number));
        expected.Sort();
        Assert.Equal(expected.ConvertAll(item => item.Number), order);
        Assert.False(simulation.Cancel(default));
        Assert.False(simulation.Cancel(handles[0]));
    }

    [Fact]
    public void The_past_is_not_to_be_had()
    {
        using Simulation simulation = new();
        Probe probe = new(_ => { });
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Schedule(Duration.FromNanoseconds(-1), probe));
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.RunFor(Duration.FromNanoseconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.BusyWait(Duration.FromNanoseconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Sleep(Duration.FromNanoseconds(-1)));
    }

    [Fact]
    public void Running_for_a_time_ends_exactly_then()
    {
        using Simulation simulation = new();
        List<ulong> order = [];
        Probe probe = new(order.Add);
        simulation.Schedule(Duration.FromMilliseconds(1), probe, 1);
        simulation.Schedule(Duration.FromMilliseconds(2), probe, 2);
        simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal([1UL], order);
        Assert.Equal(1_000_000, simulation.Now.Nanoseconds);
        Assert.False(simulation.RunUntil(() => order.Count == 2, Duration.FromMicroseconds(999)));
        Assert.Equal(1_999_000, simulation.Now.Nanoseconds);
        Assert.True(simulation.RunUntil(() => order.Count == 2, Duration.FromMicroseconds(1)));
        Assert.Equal(2_000_000, simulation.Now.Nanoseconds);
    }

    private sealed class Probe(Action<ulong> action) : ISimEvent
    {
        public void Fire(ulong data) => action(data);
    }
}
