using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class ReplayTests
{
    [Fact]
    public void The_same_seed_gives_the_same_hash_and_two_seeds_differ()
    {
        HashSet<ulong> hashes = [];
        for (ulong seed = 0; seed < 50; seed++)
        {
            using Simulation one = Scenario.Create(new RandomChooser(seed));
            using Simulation two = Scenario.Create(new RandomChooser(seed));
            Assert.Equal(one.Events.Hash, two.Events.Hash);
            Assert.Equal(one.Choices.Hash, two.Choices.Hash);
            Assert.Equal(one.Choices.ToString(), two.Choices.ToString());
            Assert.Equal(one.Now, two.Now);
            hashes.Add(one.Events.Hash);
        }

        Assert.Equal(50, hashes.Count);
    }

    [Fact]
    public void Machines_on_many_threads_do_not_disturb_each_other()
    {
        ulong[] alone = new ulong[200];
        ulong[] together = new ulong[alone.Length];
        for (int i = 0; i < alone.Length; i++)
        {
            using Simulation simulation = Scenario.Create(new RandomChooser((ulong)i));
            alone[i] = simulation.Events.Hash;
        }

        Parallel.For(0, together.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            using Simulation simulation = Scenario.Create(new RandomChooser((ulong)i));
            together[i] = simulation.Events.Hash;
        });
        Assert.Equal(alone, together);
    }

    [Fact]
    public void A_quiet_machine_depends_on_its_seed_only_through_injected_chance()
    {
        using Simulation one = Scenario.Create(new FifoChooser(1));
        using Simulation two = Scenario.Create(new FifoChooser(1));
        using Simulation three = Scenario.Create(new FifoChooser(2));
        Assert.Equal(one.Events.Hash, two.Events.Hash);
        Assert.NotEqual(one.Events.Hash, three.Events.Hash);
    }

    [Fact]
    public void A_replayed_choice_list_reproduces_the_run_also_from_its_string()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            IChooser chooser = seed % 5 == 0 ? new FifoChooser(seed) : new RandomChooser(seed);
            using Simulation recorded = Scenario.Create(chooser);
            string text = recorded.Choices.ToString();
            ChoiceTrace parsed = ChoiceTrace.Parse(text);
            using Simulation replayed = Scenario.Create(new ReplayChooser(parsed));
            Assert.Equal(recorded.Events.Hash, replayed.Events.Hash);
            Assert.Equal(recorded.Choices.Hash, replayed.Choices.Hash);
            Assert.Equal(text, replayed.Choices.ToString());
            Assert.Equal(recorded.Choices.Count, parsed.Count);
            Assert.Equal(recorded.Choices.NonDefault, parsed.NonDefault);
            Assert.Equal(recorded.Steps, replayed.Steps);
        }
    }

    [Fact]
    public void A_replay_answers_0_after_its_end_and_counts_what_it_answered()
    {
        ReplayChooser replay = new(ChoiceTrace.FromChoices(true, [new RecordedChoice(1, ChoiceKind.Lock, 3, 2)]));
        Assert.True(replay.Preempts);
        Assert.Equal(0, replay.Choose(ChoiceKind.TaskSwitch, 2));
        Assert.Equal(2, replay.Choose(ChoiceKind.Lock, 3));
        Assert.Equal(0, replay.Choose(ChoiceKind.Lock, 3));
        Assert.Equal(3, replay.Position);
    }

    [Fact]
    public void A_strict_replay_refuses_another_question_and_a_lenient_one_does_what_it_can()
    {
        ChoiceTrace trace = ChoiceTrace.FromChoices(true, [new RecordedChoice(0, ChoiceKind.Lock, 5, 4)]);
        ReplayDivergedException error = Assert.Throws<ReplayDivergedException>(
            () => new ReplayChooser(trace).Choose(ChoiceKind.Lock, 3));
        Assert.Equal(0, error.Position);
        Assert.Contains("Lock of 5", error.Message, StringComparison.Ordinal);
        Assert.Throws<ReplayDivergedException>(() => new ReplayChooser(trace).Choose(ChoiceKind.TaskSwitch, 5));
        Assert.Equal(2, new ReplayChooser(trace, strict: false).Choose(ChoiceKind.TaskSwitch, 3));
    }

    [Fact]
    public void Large_numbers_survive_the_string()
    {
        RecordedChoice[] choices =
        [
            new(0, ChoiceKind.FaultPoint, 1_000_000, 999_999),
            new(1, ChoiceKind.Other, 2, 1),
            new(1_000_000_000_000, ChoiceKind.TaskSwitch, int.MaxValue, 127),
            new(1_000_000_000_001, ChoiceKind.Lock, 128, 127),
        ];
        ChoiceTrace trace = ChoiceTrace.Parse(ChoiceTrace.FromChoices(false, choices).ToString());
        Assert.Equal(choices, trace.NonDefault);
        Assert.Equal(1_000_000_000_002, trace.Count);
        Assert.False(trace.Preempts);
        Assert.Equal(4, trace.NonDefaultCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P1.")]
    [InlineData("P2.AAAAAA")]
    [InlineData("P1.!!!!")]
    [InlineData("P1.AAAAAAAA")]
    public void A_damaged_string_is_refused(string text) =>
        Assert.Throws<FormatException>(() => ChoiceTrace.Parse(text));

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        using Simulation simulation = Scenario.Create(new RandomChooser(3));
        string text = simulation.Choices.ToString();
        int refused = 0;
        for (int i = 3; i < text.Length; i++)
        {
            char other = text[i] == 'A' ? 'B' : 'A';
            try
            {
                ChoiceTrace.Parse(text[..i] + other + text[(i + 1)..]);
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, text.Length - 3 - 2, text.Length - 3);
    }

    [Fact]
    public void Answers_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ChoiceTrace.FromChoices(true, [new(0, ChoiceKind.Lock, 2, 2)]));
        Assert.Throws<ArgumentException>(() => ChoiceTrace.FromChoices(true, [new(0, ChoiceKind.Lock, 2, 0)]));
        Assert.Throws<ArgumentException>(() => ChoiceTrace.FromChoices(
            true,
            [new(5, ChoiceKind.Lock, 2, 1), new(5, ChoiceKind.Lock, 2, 1)]));
    }

    [Fact]
    public void The_scenario_is_deterministic()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            DeterminismChooser.Check(new RandomChooser(seed), Scenario.Run);
        }

        DeterminismChooser.Check(new FifoChooser(1), Scenario.Run);
    }

    [Fact]
    public void A_run_that_depends_on_something_else_is_caught_by_its_runnable_tasks()
    {
        int run = 0;
        NondeterminismException error = Assert.Throws<NondeterminismException>(() => DeterminismChooser.Check(
            new RandomChooser(1),
            simulation =>
            {
                run++;
                for (int i = 0; i < 3; i++)
                {
                    simulation.Spawn($"t{i}", async () =>
                    {
                        await simulation.Yield();
                        if (run == 2)
                        {
                            await simulation.Sleep(Duration.FromSeconds(1));
                        }

                        await simulation.Yield();
                    });
                }

                simulation.RunUntilIdle();
            }));
        Assert.Contains("differs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_differs_only_in_its_events_or_its_length_is_caught_too()
    {
        ulong run = 0;
        EventId id = new("e", "run");
        Assert.Throws<NondeterminismException>(() => DeterminismChooser.Check(
            new RandomChooser(1),
            simulation => simulation.Events.Record(id, ++run)));
        int times = 3;
        Assert.Throws<NondeterminismException>(() => DeterminismChooser.Check(new RandomChooser(1), simulation =>
        {
            times--;
            for (int i = 0; i < times; i++)
            {
                simulation.Choose(ChoiceKind.Other, 2);
            }
        }));
    }
}
