using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

/// <summary>A machine goes back, again and again, and runs on as if it had never been further.</summary>
public sealed class CheckpointTests
{
    private static Simulation NewMachine(ulong seed = 1) =>
        new(new SimulationOptions { Chooser = new RandomChooser(seed) });

    /// <summary>Tasks that contend, sleep at every depth of calls and leave traces in the event log.</summary>
    private sealed class Contenders(Simulation simulation)
    {
        private static readonly EventId s_event = new("turn", "task", "turn");

        private readonly Mutex _mutex = new(simulation, Classes.A);
        private readonly Dictionary<string, int> _byName = [];
        private readonly LinkedList<object> _boxes = new();

        public List<int> Turns { get; } = [];

        public int Sum { get; private set; }

        public int InDictionary(string name) => _byName.GetValueOrDefault(name);

        public int Boxes => _boxes.Count;

        public void Start(int tasks, int turns)
        {
            for (int i = 0; i < tasks; i++)
            {
                int id = i;
                simulation.Spawn($"t{id}", () => RunAsync(id, turns));
            }
        }

        private async KTask RunAsync(int id, int turns)
        {
            for (int turn = 0; turn < turns; turn++)
            {
                Sum += await TakeTurnAsync(id, turn);
                await simulation.Sleep(Duration.FromMicroseconds(10));
            }
        }

        private async KTask<int> TakeTurnAsync(int id, int turn)
        {
            await _mutex.LockAsync();
            Turns.Add(id);
            _byName[$"{id}/{turn}"] = turn;
            _boxes.AddLast(turn);
            simulation.Events.Record(s_event, (ulong)id, (ulong)turn);
            await simulation.PreemptionPoint(ChoiceKind.Register);
            _mutex.Unlock();
            return id * turn;
        }
    }

    [Fact]
    public void A_run_from_a_checkpoint_repeats_bit_for_bit_whatever_ran_in_between()
    {
        using Simulation simulation = NewMachine();
        Contenders contenders = new(simulation);
        Checkpoint checkpoint = Halfway(simulation, contenders, 4, 25, 95);
        int turnsThen = contenders.Turns.Count;
        Assert.InRange(turnsThen, 1, 99);
        (ulong, ulong, int) first = Ended(simulation, contenders);
        Assert.Equal(100, contenders.Turns.Count);
        for (ulong other = 0; other < 20; other++)
        {
            checkpoint.Restore(new RandomChooser(other));
            Assert.Equal(checkpoint.Time, simulation.Now);
            Assert.Equal((turnsThen, turnsThen), (contenders.Turns.Count, contenders.Boxes));
            Assert.Equal(0, contenders.InDictionary("3/24"));
            simulation.RunUntilIdle();
            Assert.Equal((100, 100), (contenders.Turns.Count, contenders.Boxes));
            Assert.Equal(24, contenders.InDictionary("3/24"));
            checkpoint.Restore();
            Assert.Equal(first, Ended(simulation, contenders));
        }

        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void The_choices_of_a_run_from_a_checkpoint_replay_on_a_machine_built_anew()
    {
        using Simulation simulation = NewMachine();
        Contenders contenders = new(simulation);
        Checkpoint checkpoint = Halfway(simulation, contenders, 3, 10, 35);
        HashSet<ulong> hashes = [];
        for (ulong seed = 0; seed < 10; seed++)
        {
            checkpoint.Restore(new RandomChooser(seed));
            simulation.RunUntilIdle();
            hashes.Add(simulation.Events.Hash);
            ReplayChooser replay = new(ChoiceTrace.Parse(simulation.Choices.ToString()));
            using Simulation anew = new(new SimulationOptions { Chooser = replay });
            Contenders others = new(anew);
            others.Start(3, 10);
            Assert.Equal(Result(simulation, contenders), Ended(anew, others));
        }

        Assert.True(hashes.Count > 5, "the choosers made no difference");
    }

    [Fact]
    public void Frames_of_suspended_calls_survive_that_another_machine_uses_the_pool_of_the_thread()
    {
        using Simulation simulation = NewMachine();
        Contenders contenders = new(simulation);
        Checkpoint checkpoint = Halfway(simulation, contenders, 4, 5, 15);
        (ulong, ulong, int) first = Ended(simulation, contenders);

        // The frames of the first run went back to the pool, unless the checkpoint holds them.
        using Simulation other = NewMachine(7);
        Contenders others = new(other);
        others.Start(8, 5);
        other.RunFor(Duration.FromMicroseconds(25));
        checkpoint.Restore();
        Assert.Equal(first, Ended(simulation, contenders));
        other.RunUntilIdle();
        Assert.Equal(40, others.Turns.Count);
        Assert.Empty(other.Findings);
    }

    [Fact]
    public void Findings_of_a_run_are_gone_with_it()
    {
        using Simulation simulation = NewMachine();
        Mutex a = new(simulation, Classes.A);
        Mutex b = new(simulation, Classes.B);
        async KTask Nest(Mutex outer, Mutex inner)
        {
            await outer.LockAsync();
            await inner.LockAsync();
            inner.Unlock();
            outer.Unlock();
        }

        simulation.RunToCompletion(simulation.Spawn("first", () => Nest(a, b)));
        Checkpoint checkpoint = Checkpoint.Take(simulation, a, b);
        for (int i = 0; i < 3; i++)
        {
            simulation.RunToCompletion(simulation.Spawn("second", () => Nest(b, a)));
            Assert.Contains("by first/1", Assert.Single(simulation.Findings).Report, StringComparison.Ordinal);
            checkpoint.Restore();
            Assert.Empty(simulation.Findings);
        }
    }

    [Fact]
    public void Events_and_lock_orders_of_two_checkpoints_do_not_mix()
    {
        using Simulation simulation = new(new SimulationOptions { EventCapacity = 64 });
        Mutex a = new(simulation, Classes.A);
        Mutex b = new(simulation, Classes.B);
        async KTask Nest(Mutex outer, Mutex inner)
        {
            await outer.LockAsync();
            await inner.LockAsync();
            inner.Unlock();
            outer.Unlock();
        }

        void Run(string name, Mutex outer, Mutex inner) =>
            simulation.RunToCompletion(simulation.Spawn(name, () => Nest(outer, inner)));

        Checkpoint early = Checkpoint.Take(simulation, a, b);
        Run("then", a, b);
        string events = string.Join('\n', simulation.Events.Last(64));
        Checkpoint late = Checkpoint.Take(simulation, a, b);
        early.Restore();
        Run("other", b, a);
        for (int i = 0; i < 100; i++)
        {
            Run("more", b, a);
        }

        for (int i = 0; i < 2; i++)
        {
            late.Restore();
            Assert.Equal(events, string.Join('\n', simulation.Events.Last(64)));
            Run("now", b, a);
            Assert.Contains("by then/1", Assert.Single(simulation.Findings).Report, StringComparison.Ordinal);
        }

        early.Restore();
        Assert.Equal(0, simulation.Events.Count);
    }

    [Fact]
    public void The_garbage_collector_may_come_at_any_time()
    {
        using Simulation simulation = NewMachine();
        Contenders contenders = new(simulation);
        Checkpoint checkpoint = Halfway(simulation, contenders, 4, 25, 95);
        (ulong, ulong, int) first = Ended(simulation, contenders);
        for (int i = 0; i < 6; i++)
        {
            GC.Collect(i % 3, GCCollectionMode.Forced, blocking: true, compacting: i % 3 == 2);
            checkpoint.Restore();
            GC.Collect(i % 2);
            Assert.Equal(first, Ended(simulation, contenders));
        }
    }

    [Fact]
    public void Restoring_allocates_nothing()
    {
        using Simulation simulation = NewMachine();
        Contenders contenders = new(simulation);
        Checkpoint checkpoint = Halfway(simulation, contenders, 4, 25, 95);
        checkpoint.Restore();
        long allocated = 1;
        for (int attempt = 0; attempt < 3 && allocated != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            checkpoint.Restore();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
        Assert.InRange(checkpoint.Objects, 20, 1000);
        Assert.True(checkpoint.Bytes > 1000);
    }

    private static Checkpoint Halfway(
        Simulation simulation, Contenders contenders, int tasks, int turns, long microseconds)
    {
        contenders.Start(tasks, turns);
        simulation.RunFor(Duration.FromMicroseconds(microseconds));
        return Checkpoint.Take(simulation, contenders);
    }

    private static (ulong Hash, ulong Choices, int Sum) Ended(Simulation simulation, Contenders contenders)
    {
        simulation.RunUntilIdle();
        return Result(simulation, contenders);
    }

    private static (ulong Hash, ulong Choices, int Sum) Result(Simulation simulation, Contenders contenders) =>
        (simulation.Events.Hash, simulation.Choices.Hash, contenders.Sum);
}
