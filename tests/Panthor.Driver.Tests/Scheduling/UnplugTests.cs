using System.Linq;
using Panthor.Driver.Scheduling;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Groups whose device goes away.</summary>
public sealed class UnplugTests
{
    [Fact]
    public void A_removal_waits_for_groups_that_were_destroyed_a_moment_before()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        lab.Submit(group, lab.Stream(s => s.Endless()));
        lab.RunUntil(() => group.CsgId >= 0, "the group is on a slot");
        lab.Remove();
        Assert.Empty(lab.Scheduler.Groups);
    }

    [Fact]
    public void Groups_on_no_slot_end_after_the_device_has_gone()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        lab.Wait(lab.SubmitSignaling(group, lab.Stream(s => s.Nop())));
        lab.RunUntil(() => group.CsgId < 0, "the device sleeps");
        lab.Call(lab.Device.UnplugAsync);
        Assert.True(group.CanRun);
    }

    /// <summary>
    /// In Linux 7.2 panthor_sched_unplug() only stops the tick. Nobody takes a group off its slot then: its jobs never
    /// end, and it is never freed. The checkers say so.
    /// </summary>
    [Fact]
    public void As_in_the_kernel_a_group_that_is_on_a_slot_when_the_device_goes_is_lost()
    {
        GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        uint job = lab.SubmitSignaling(group, lab.Stream(s => s.Endless()));
        lab.RunUntil(() => group.CsgId >= 0, "the group is on a slot");
        lab.Call(lab.Device.UnplugAsync);
        lab.RunFor(20_000);
        Assert.False(lab.IsSignaled(job));
        lab.Call(lab.File.CloseAsync);
        lab.RunFor(1000);
        Assert.Equal([group], lab.Scheduler.Groups);
        Assert.True(lab.Device.Fences.ReportUnsignaled("in the end") > 0);
        Assert.Contains("never signalled in the end", lab.TakeFindings().Single());
        lab.Machine.Dispose();
    }
}
