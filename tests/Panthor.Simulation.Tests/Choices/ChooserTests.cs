using System;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class ChooserTests
{
    /// <summary>The chi-square bound for 15 degrees of freedom that chance exceeds once in a million.</summary>
    private const double Chi15 = 56.5;

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(ulong.MaxValue)]
    public void Every_answer_of_the_random_chooser_is_as_likely_as_any_other(ulong seed)
    {
        RandomChooser chooser = new(seed);
        int[] counts = new int[16];
        const int Draws = 160_000;
        for (int i = 0; i < Draws; i++)
        {
            counts[chooser.Choose(ChoiceKind.TaskSwitch, 16)]++;
        }

        Assert.InRange(ChiSquare(counts, Draws / 16), 1.0, Chi15);
    }

    [Fact]
    public void Pairs_of_answers_are_independent()
    {
        RandomChooser chooser = new(3);
        int[] counts = new int[16];
        const int Draws = 160_000;
        int before = 0;
        for (int i = 0; i < Draws; i++)
        {
            int answer = chooser.Choose(ChoiceKind.Lock, 4);
            counts[(before * 4) + answer]++;
            before = answer;
        }

        Assert.InRange(ChiSquare(counts, Draws / 16), 1.0, Chi15);
    }

    [Fact]
    public void A_bound_that_is_no_power_of_two_is_not_biased()
    {
        DeterministicRandom random = new(5);
        const ulong Bound = (1UL << 63) + (1UL << 62);
        int low = 0;
        for (int i = 0; i < 30_000; i++)
        {
            low += random.NextBelow(Bound) < 1UL << 62 ? 1 : 0;
        }

        Assert.InRange(low, 9_600, 10_400);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextBelow(0));
    }

    [Fact]
    public void The_sequence_of_a_seed_never_changes()
    {
        DeterministicRandom random = new(1234567);
        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL],
            [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void The_fifo_chooser_does_the_first_thing_except_for_injected_chance()
    {
        FifoChooser chooser = new(1);
        Assert.False(chooser.Preempts);
        bool drawn = false;
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(0, chooser.Choose(ChoiceKind.TaskSwitch, 5));
            Assert.Equal(0, chooser.Choose(ChoiceKind.HardwareLatency, 5));
            drawn |= chooser.Choose(ChoiceKind.FaultPoint, 2) == 1;
        }

        Assert.True(drawn);
    }

    [Fact]
    public void Each_runnable_task_is_picked_as_often_as_any_other()
    {
        int[] first = new int[4];
        for (ulong seed = 0; seed < 4000; seed++)
        {
            using Simulation simulation = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
            int winner = -1;
            for (int i = 0; i < 4; i++)
            {
                int number = i;
                simulation.Spawn("t", () =>
                {
                    winner = winner < 0 ? number : winner;
                    return KTask.Completed;
                });
            }

            simulation.RunUntilIdle();
            first[winner]++;
        }

        Assert.All(first, count => Assert.InRange(count, 860, 1140));
    }

    [Fact]
    public void One_alternative_is_no_choice_and_none_is_an_error()
    {
        using Simulation simulation = new(new SimulationOptions { Chooser = new RandomChooser(1) });
        Assert.Equal(0, simulation.Choose(ChoiceKind.Other, 1));
        Assert.Equal(0, simulation.Choices.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Choose(ChoiceKind.Other, 0));
        Assert.InRange(simulation.Choose(ChoiceKind.Other, 3), 0, 2);
        Assert.Equal(1, simulation.Choices.Count);
    }

    [Fact]
    public void An_answer_out_of_range_is_refused()
    {
        using Simulation simulation = new(new SimulationOptions { Chooser = new Stubborn() });
        Assert.Throws<InvalidOperationException>(() => simulation.Choose(ChoiceKind.Other, 3));
    }

    [Fact]
    public void While_tasks_run_near_events_interleave_and_far_timeouts_do_not()
    {
        bool near = false;
        for (ulong seed = 0; seed < 100; seed++)
        {
            using Simulation simulation = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
            bool nearFired = false;
            bool farFired = false;
            Timer soon = new(simulation, "soon", () => nearFired = true);
            Timer later = new(simulation, "later", () => farFired = true);
            soon.Modify(Duration.FromMicroseconds(30));
            later.Modify(Duration.FromSeconds(2));
            simulation.Spawn("busy", async () =>
            {
                for (int i = 0; i < 20; i++)
                {
                    await simulation.PreemptionPoint(ChoiceKind.Register);
                    near |= nearFired;
                    Assert.False(farFired);
                }
            });
            simulation.RunUntilIdle();
            Assert.True(nearFired && farFired);
        }

        Assert.True(near);
    }

    [Fact]
    public void A_preemption_point_is_free_and_silent_for_a_quiet_machine_and_in_atomic_code()
    {
        using Simulation quiet = new();
        quiet.Spawn("other", () => KTask.Completed);
        quiet.RunToCompletion(quiet.Spawn("t", async () => await quiet.PreemptionPoint(ChoiceKind.Register)));
        Assert.Equal(1, quiet.Choices.Count);
        using Simulation random = new(new SimulationOptions { Chooser = new RandomChooser(1) });
        long asked = -1;
        random.Spawn("t", async () =>
        {
            random.Spawn("other", () => KTask.Completed);
            random.DisablePreemption();
            await random.PreemptionPoint(ChoiceKind.Register);
            random.EnablePreemption();
            asked = random.Choices.Count;
        });
        random.RunUntilIdle();
        Assert.Equal(0, asked);
        Assert.Empty(random.Findings);
    }

    private static double ChiSquare(int[] counts, double expected)
    {
        double sum = 0;
        foreach (int count in counts)
        {
            sum += (count - expected) * (count - expected) / expected;
        }

        return sum;
    }

    private sealed class Stubborn : IChooser
    {
        public bool Preempts => true;

        public int Choose(ChoiceKind kind, int n) => n;
    }
}
