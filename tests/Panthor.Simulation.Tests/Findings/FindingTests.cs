using System;
using System.Collections.Generic;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class FindingTests
{
    [Fact]
    public void A_warning_is_a_finding_a_log_line_and_an_event_and_the_code_goes_on()
    {
        using Simulation simulation = new(new SimulationOptions { Name = "lab" });
        List<Finding> heard = [];
        simulation.Findings.Added += heard.Add;
        EventId marker = new("marker");
        bool wentOn = false;
        simulation.RunToCompletion(simulation.Spawn("t", () =>
        {
            simulation.Events.Record(marker);
            Assert.False(simulation.Warn(false, "not this"));
            Assert.True(simulation.Warn(true, "page table is not empty"));
            wentOn = true;
            return KTask.Completed;
        }));
        Assert.True(wentOn);
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Same(finding, Assert.Single(heard));
        Assert.Same(finding, simulation.Findings.Last);
        Assert.Equal(FindingKind.Warn, finding.Kind);
        Assert.StartsWith("page table is not empty, at ", finding.Title, StringComparison.Ordinal);
        Assert.Equal("t/1", finding.Task);
        Assert.StartsWith("WARNING: page table is not empty", finding.Report, StringComparison.Ordinal);
        Assert.Contains("Machine: lab, time 0.000000 s, context: t/1", finding.Report, StringComparison.Ordinal);
        Assert.Contains("1 marker", finding.Report, StringComparison.Ordinal);
        Assert.Contains("WARNING: page table", simulation.Log.Lines[0].Message, StringComparison.Ordinal);
        Assert.Same(KernelEvents.Found, simulation.Events.Last(2)[0].Id);
    }

    [Fact]
    public void Warn_once_reports_each_place_once()
    {
        using Simulation simulation = new();
        for (int i = 0; i < 5; i++)
        {
            Assert.True(simulation.WarnOnce(true, "here"));
            Assert.True(simulation.WarnOnce(true, "there"));
            Assert.False(simulation.WarnOnce(false, "nowhere"));
        }

        Assert.Equal(2, simulation.Findings.Count);
    }

    [Fact]
    public void A_million_findings_do_not_fill_the_memory()
    {
        using Simulation simulation = new();
        for (int i = 0; i < FindingLog.Capacity + 5; i++)
        {
            simulation.Warn(true, "again");
        }

        Assert.Equal(FindingLog.Capacity, simulation.Findings.Count);
        Assert.Equal(FindingLog.Capacity + 5, simulation.Findings.Total);
        simulation.Findings.Clear();
        Assert.Empty(simulation.Findings);
        simulation.Warn(true, "after");
        Assert.Single(simulation.Findings);
    }

    [Fact]
    public void An_oops_outside_of_tasks_reaches_whoever_runs_the_machine()
    {
        using Simulation simulation = new();
        Timer timer = new(simulation, "t", () => throw simulation.Oops("in interrupt"));
        timer.Modify(Duration.FromMilliseconds(1));
        KernelOopsException error = Assert.Throws<KernelOopsException>(simulation.RunUntilIdle);
        Assert.Null(error.Finding.Task);
        Assert.Contains("context: interrupt", error.Finding.Report, StringComparison.Ordinal);
    }
}
