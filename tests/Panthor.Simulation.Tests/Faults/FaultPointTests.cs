using System;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class FaultPointTests
{
    private static readonly FaultPoint s_page = new("PageAllocation", Errno.ENOMEM, "a page is not to be had");
    private static readonly FaultPoint s_other = new("Other", Errno.EIO, "something else");

    private static string Pattern(Simulation simulation, int passes, FaultPoint? point = null, object? subject = null)
    {
        char[] pattern = new char[passes];
        for (int i = 0; i < passes; i++)
        {
            pattern[i] = simulation.Faults.ShouldFail(point ?? s_page, subject) ? 'X' : '.';
        }

        return new string(pattern);
    }

    [Fact]
    public void Nothing_fails_unless_it_is_told_to()
    {
        using Simulation simulation = new();
        Assert.Equal("....", Pattern(simulation, 4));
        simulation.Faults.Add(new FaultInjection(s_other));
        Assert.Equal("....", Pattern(simulation, 4));
    }

    [Fact]
    public void An_injection_fires_after_so_many_passes_so_many_times()
    {
        using Simulation simulation = new();
        FaultInjection injection = simulation.Faults.Add(new FaultInjection(s_page) { After = 2, Times = 3 });
        Assert.Equal(1, injection.Id);
        Assert.Equal("..XXX...", Pattern(simulation, 8));
        Assert.Equal(3, injection.Fired);
        Assert.Equal(0, injection.Remaining);
    }

    [Fact]
    public void By_default_it_fires_once_with_the_errno_of_the_place()
    {
        using Simulation simulation = new();
        simulation.Faults.Add(new FaultInjection(s_page));
        simulation.Faults.Add(new FaultInjection(s_page) { Errno = Errno.EFAULT });
        Assert.True(simulation.Faults.ShouldFail(s_page, null, out Errno first));
        Assert.True(simulation.Faults.ShouldFail(s_page, null, out Errno second));
        Assert.False(simulation.Faults.ShouldFail(s_page, null, out Errno third));
        Assert.Equal([Errno.ENOMEM, Errno.EFAULT, Errno.None], [first, second, third]);
    }

    [Fact]
    public void It_counts_only_subjects_that_match()
    {
        using Simulation simulation = new();
        simulation.Faults.Add(new FaultInjection(s_page) { Match = item => item is "heap", Times = long.MaxValue });
        Assert.Equal("..", Pattern(simulation, 2, subject: "ring"));
        Assert.Equal("XX", Pattern(simulation, 2, subject: "heap"));
    }

    [Fact]
    public void A_probability_is_asked_of_the_chooser_and_met()
    {
        using Simulation simulation = new(new SimulationOptions { Seed = 9 });
        FaultInjection injection = new(s_page) { Times = long.MaxValue, ProbabilityPerMillion = 250_000 };
        simulation.Faults.Add(injection);
        Pattern(simulation, 10_000);
        Assert.Equal(10_000, simulation.Choices.Count);
        Assert.InRange(injection.Fired, 2_300, 2_700);
        using Simulation never = new();
        never.Faults.Add(new FaultInjection(s_page) { Times = long.MaxValue, ProbabilityPerMillion = 0 });
        Assert.Equal("....", Pattern(never, 4));
        Assert.Equal(0, never.Choices.Count);
    }

    [Fact]
    public void An_injection_can_be_removed_and_is_added_once()
    {
        using Simulation simulation = new();
        FaultInjection injection = simulation.Faults.Add(new FaultInjection(s_page) { Times = long.MaxValue });
        Assert.Same(injection, Assert.Single(simulation.Faults.Injections));
        Assert.Throws<InvalidOperationException>(() => simulation.Faults.Add(injection));
        Assert.Equal("X", Pattern(simulation, 1));
        Assert.Equal(long.MaxValue, injection.Remaining);
        Assert.True(simulation.Faults.Remove(injection));
        Assert.False(simulation.Faults.Remove(injection));
        Assert.Equal(".", Pattern(simulation, 1));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new FaultInjection(s_page) { ProbabilityPerMillion = 1_000_001 });
    }

    [Fact]
    public void A_fault_that_fires_is_an_event()
    {
        using Simulation simulation = new();
        simulation.Faults.Add(new FaultInjection(s_page));
        simulation.Faults.ShouldFail(s_page);
        EventRecord record = Assert.Single(simulation.Events.Last(10));
        Assert.Same(KernelEvents.FaultInjected, record.Id);
        Assert.Equal("injection=1 errno=12", record.Data);
    }
}
