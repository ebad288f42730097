using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class EventLogTests
{
    private static readonly EventId s_id = new("gpu_power", "mask", "cores*", "third", "fourth");

    [Fact]
    public void Events_carry_time_task_and_named_numbers()
    {
        using Simulation simulation = new();
        simulation.RunToCompletion(simulation.Spawn("t", async () =>
        {
            await simulation.Sleep(Duration.FromMicroseconds(7));
            simulation.Events.Record(s_id, 0x50005, unchecked((ulong)-4), 3, 0);
        }));
        EventRecord record = Assert.Single(simulation.Events.Last(100), item => item.Id == s_id);
        Assert.Equal(7000, record.Time.Nanoseconds);
        Assert.Equal(1, record.Task);
        Assert.Equal("mask=0x50005 cores=-4 third=0x3 fourth=0x0", record.Data);
        Assert.Contains("0.000007]   1 gpu_power: mask", record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_ring_keeps_the_last_events_and_the_hash_all()
    {
        using Simulation simulation = new(new SimulationOptions { EventCapacity = 100 });
        ulong before = 0;
        for (ulong i = 0; i < 1000; i++)
        {
            simulation.Events.Record(s_id, i);
            Assert.NotEqual(before, simulation.Events.Hash);
            before = simulation.Events.Hash;
            IReadOnlyList<EventRecord> last = simulation.Events.Last(3);
            Assert.Equal(i, last[^1].A);
            Assert.Equal(i == 0 ? 0 : i - 1, last[Math.Max(0, last.Count - 2)].A);
        }

        Assert.Equal(128, simulation.Events.Count);
        Assert.Equal(1000, simulation.Events.Total);
        Assert.Equal(872UL, simulation.Events.Last(500)[0].A);
    }

    [Fact]
    public void Every_part_of_an_event_changes_the_hash()
    {
        HashSet<ulong> hashes = [];
        EventId other = new("gpu_power2", "mask");
        foreach (Action<EventLog> record in (Action<EventLog>[])
            [
                log => log.Record(s_id),
                log => log.Record(other),
                log => log.Record(s_id, 1),
                log => log.Record(s_id, 0, 1),
                log => log.Record(s_id, 0, 0, 1),
                log => log.Record(s_id, 0, 0, 0, 1),
            ])
        {
            using Simulation simulation = new();
            record(simulation.Events);
            Assert.True(hashes.Add(simulation.Events.Hash));
        }

        using Simulation later = new();
        later.BusyWait(Duration.FromNanoseconds(1));
        later.Events.Record(s_id);
        Assert.True(hashes.Add(later.Events.Hash));
        using Simulation inTask = new();
        inTask.RunToCompletion(inTask.Spawn("t", () =>
        {
            inTask.Events.Record(s_id);
            return KTask.Completed;
        }));
        Assert.True(hashes.Add(inTask.Events.Hash));
    }

    [Fact]
    public void The_hash_is_the_same_in_every_process()
    {
        using Simulation simulation = Scenario.Create(new RandomChooser(1));
        Assert.Equal(15679724288106840378UL, simulation.Events.Hash);
    }

    [Fact]
    public void A_listener_hears_every_event_and_switches_when_asked()
    {
        using Simulation simulation = new();
        List<string> heard = [];
        simulation.Events.Listener = record => heard.Add(record.Id.Name);
        simulation.Events.RecordSwitches = true;
        simulation.RunToCompletion(simulation.Spawn("t", () => KTask.Completed));
        Assert.Equal(["sched_process_fork", "sched_switch", "sched_process_exit"], heard);
    }

    [Fact]
    public void Descriptions_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new EventId(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventId("e", "1", "2", "3", "4", "5"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Simulation(new SimulationOptions { EventCapacity = 1 }));
    }
}
