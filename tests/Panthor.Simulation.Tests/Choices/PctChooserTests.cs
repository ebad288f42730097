using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class PctChooserTests
{
    [Fact]
    public void Without_change_points_the_same_task_always_wins()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            PctChooser chooser = new(seed, depth: 1);
            int[] winners = [.. Enumerable.Range(0, 20).Select(_ => Ask(chooser, 3, 7, 5)).Distinct()];
            Assert.Single(winners);
        }
    }

    [Fact]
    public void Every_task_wins_under_some_seed()
    {
        int[] wins = new int[3];
        for (ulong seed = 0; seed < 300; seed++)
        {
            wins[Ask(new PctChooser(seed, depth: 1), 3, 7, 5)]++;
        }

        Assert.All(wins, count => Assert.InRange(count, 60, 140));
    }

    [Fact]
    public void At_a_change_point_the_winner_falls_behind_all_others_for_good()
    {
        int falls = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            PctChooser chooser = new(seed, depth: 2, steps: 50);
            int[] winners = [.. Enumerable.Range(0, 50).Select(_ => Ask(chooser, 1, 2, 3))];
            int changes = winners.Zip(winners.Skip(1)).Count(pair => pair.First != pair.Second);
            Assert.InRange(changes, 0, 1);
            falls += changes;
        }

        Assert.InRange(falls, 180, 200);
    }

    [Fact]
    public void A_long_run_gets_new_change_points()
    {
        PctChooser chooser = new(1, depth: 3, steps: 100);
        int[] winners = [.. Enumerable.Range(0, 10_000).Select(_ => Ask(chooser, 1, 2, 3, 4))];
        int changes = winners.Zip(winners.Skip(1)).Count(pair => pair.First != pair.Second);
        Assert.InRange(changes, 150, 200);
    }

    [Fact]
    public void What_is_no_scheduling_choice_is_drawn_evenly()
    {
        PctChooser chooser = new(9);
        int[] counts = new int[3];
        for (int i = 0; i < 3000; i++)
        {
            counts[chooser.Choose(ChoiceKind.HardwareLatency, 3)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 900, 1100));
    }

    [Fact]
    public void An_ordering_that_needs_one_preemption_at_one_place_is_found_within_its_bound()
    {
        // The reader has to run between two neighbouring steps of a writer that makes 40 of them.
        int found = 0;
        for (ulong seed = 0; seed < 4000; seed++)
        {
            found += SeesTheGap(new PctChooser(seed, depth: 2, steps: 60)) ? 1 : 0;
        }

        // At least 1 / (2 tasks * 60 steps) of the runs, 33 of them; chance alone stays above 20.
        Assert.InRange(found, 20, 400);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run() =>
        DeterminismChooser.Check(new PctChooser(4), simulation => Race(simulation, []));

    private static int Ask(PctChooser chooser, params int[] runnable)
    {
        chooser.ObserveRunnable(VirtualTime.Zero, null, runnable);
        return chooser.Choose(ChoiceKind.TaskSwitch, runnable.Length);
    }

    private static bool SeesTheGap(IChooser chooser)
    {
        using Simulation simulation = new(new SimulationOptions { Chooser = chooser });
        List<bool> seen = [];
        Race(simulation, seen);
        return seen.Contains(true);
    }

    private static void Race(Simulation simulation, List<bool> seen)
    {
        bool gap = false;
        simulation.Spawn("writer", async () =>
        {
            for (int i = 0; i < 40; i++)
            {
                gap = i == 20;
                await simulation.PreemptionPoint(ChoiceKind.SharedMemory);
            }
        });
        simulation.Spawn("reader", () =>
        {
            seen.Add(gap);
            return KTask.Completed;
        });
        simulation.RunUntilIdle();
    }
}
