using System;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class ObjectTests
{
    [Fact]
    public void An_object_that_outlives_its_owner_is_a_leak_with_its_allocator()
    {
        using Simulation simulation = new();
        TrackedObject freed = null!;
        simulation.RunToCompletion(simulation.Spawn("client", () =>
        {
            freed = simulation.Objects.Track("panthor_vm");
            simulation.Objects.Track("panthor_vm", "the second");
            simulation.Objects.Track("panthor_gem_object");
            freed.Free();
            return KTask.Completed;
        }));
        Assert.Equal(2, simulation.Objects.LiveCount);
        Assert.Equal(2, simulation.Objects.ReportLeaks("at removal"));
        Assert.Equal(2, simulation.Findings.Of(FindingKind.Leak).Count);
        Finding vm = simulation.Findings[0];
        Assert.Equal("1 object of panthor_vm still allocated at removal", vm.Title);
        Assert.Contains("panthor_vm#2: allocated by client/1", vm.Report, StringComparison.Ordinal);
        Assert.Equal(1, simulation.Objects.ReportLeaks("at close", item => item.Subject is "the second"));
    }

    [Fact]
    public void Nothing_alive_is_no_leak()
    {
        using Simulation simulation = new();
        ObjectTracker objects = simulation.Objects;
        TrackedObject[] items = [objects.Track("a"), objects.Track("b"), objects.Track("c")];
        items[1].Free();
        Assert.Equal([items[0], items[2]], simulation.Objects.Live);
        items[0].Free();
        items[2].Free();
        Assert.Equal(0, simulation.Objects.ReportLeaks("at the end"));
        Assert.Empty(simulation.Objects.Live);
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void Many_leaks_of_a_type_are_one_finding()
    {
        using Simulation simulation = new();
        for (int i = 0; i < 30; i++)
        {
            simulation.Objects.Track("page");
        }

        Assert.Equal(30, simulation.Objects.ReportLeaks("at removal"));
        Finding finding = Assert.Single(simulation.Findings);
        Assert.StartsWith("30 objects of page", finding.Title, StringComparison.Ordinal);
        Assert.Contains("and 10 more", finding.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Using_a_freed_object_is_reported_with_who_freed_it()
    {
        using Simulation simulation = new();
        TrackedObject item = simulation.Objects.Track("panthor_group");
        Assert.True(item.AssertAlive("panthor_group_submit"));
        simulation.RunToCompletion(simulation.Spawn("closer", async () =>
        {
            await simulation.Sleep(Duration.FromMilliseconds(1));
            item.Free();
        }));
        Assert.False(item.AssertAlive("tick_work"));
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Equal(FindingKind.UseAfterFree, finding.Kind);
        Assert.Contains("tick_work", finding.Title, StringComparison.Ordinal);
        Assert.Contains("Freed by closer/1 at 0.001000 s", finding.Report, StringComparison.Ordinal);
        item.Free();
        Assert.Equal(FindingKind.DoubleFree, simulation.Findings[1].Kind);
    }

    [Fact]
    public void The_last_reference_releases_the_object()
    {
        using Simulation simulation = new();
        int released = 0;
        RefCount count = new(simulation, "panthor_vm#1", () => released++);
        count.Get();
        Assert.True(count.TryGet());
        Assert.Equal(3, count.Count);
        Assert.False(count.Put());
        Assert.False(count.Put());
        Assert.Equal(0, released);
        Assert.True(count.Put());
        Assert.Equal(1, released);
        Assert.False(count.IsAlive);
        Assert.Empty(simulation.Findings);
    }

    [Fact]
    public void A_dead_object_gives_no_references_and_takes_none()
    {
        using Simulation simulation = new();
        RefCount count = new(simulation, "panthor_vm#1");
        Assert.True(count.Put());
        Assert.False(count.TryGet());
        Assert.Empty(simulation.Findings);
        count.Get();
        Assert.Contains("addition on 0", simulation.Findings[0].Title, StringComparison.Ordinal);
        Assert.False(count.Put());
        Assert.Contains("underflow", simulation.Findings[1].Title, StringComparison.Ordinal);
        Assert.All(simulation.Findings, finding => Assert.Equal(FindingKind.UseAfterFree, finding.Kind));
        Assert.Equal(0, count.Count);
    }
}
