using System;
using System.Collections.Generic;
using Benchmarks.Measurement;
using Benchmarks.Workloads;
using Xunit;

namespace Panthor.Driver.Tests.Properties;

/// <summary>The workloads do what the kernel's code does, by their hashes and counts.</summary>
public sealed class WorkloadTests
{
    private static readonly Dictionary<string, Func<IWorkload>> s_workloads = new()
    {
        ["W1"] = () => new W1(),
        ["W2"] = () => new W2(),
        ["W3"] = () => new W3(),
        ["W4"] = () => new W4(),
        ["W5"] = () => new W5(100_000),
        ["W6"] = () => new W6(false),
        ["W6A"] = () => new W6(true),
        ["W7"] = () => new W7(),
    };

    [Theory]
    [InlineData("W1")]
    [InlineData("W2")]
    [InlineData("W3")]
    [InlineData("W4")]
    [InlineData("W5")]
    [InlineData("W6")]
    [InlineData("W6A")]
    [InlineData("W7")]
    public void The_workload_gives_the_hashes_of_the_reference(string name)
    {
        using IWorkload workload = s_workloads[name]();
        IReadOnlyList<WorkloadResult> results = workload.Run(XorShift64Star.DefaultSeed, new PhaseClock(), true);
        Assert.NotEmpty(results);
        for (int i = 0; i < results.Count; i++)
            Assert.Empty(results[i].DifferencesFrom(workload.Expected[i]));
    }

    [Fact]
    public void Another_seed_gives_other_hashes()
    {
        using var workload = new W6(false);
        IReadOnlyList<WorkloadResult> results = workload.Run(0x42, new PhaseClock(), true);
        Assert.NotEmpty(results[0].DifferencesFrom(workload.Expected[0]));
    }
}
