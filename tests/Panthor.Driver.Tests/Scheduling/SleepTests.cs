using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Patches;
using Panthor.Driver.Scheduling;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>A system that falls asleep while groups are busy, and a GPU that falls asleep while it is reset.</summary>
public sealed class SleepTests
{
    [Fact]
    public void Busy_groups_sleep_with_the_system_and_go_on_after_it()
    {
        using GroupLab lab = new();
        (PanthorGroup[] groups, uint[] done) = BusyGroups(lab);
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemSuspendAsync));
        Assert.All(groups, group => Assert.Equal(PanthorGroup.NoSlot, group.CsgId));
        long ticks = lab.Scheduler.TickCount;
        lab.RunFor(10_000);
        Assert.Equal(ticks, lab.Scheduler.TickCount);
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemResumeAsync));
        Assert.All(done, job => Assert.Equal(Errno.None, lab.Wait(job)));
    }

    /// <summary>
    /// panthor_sched_suspend() of Linux 7.2 moves all groups that it takes off slots to the idle lists. The tick serves
    /// these last, and groups that have become idle on their slots keep those.
    /// </summary>
    [Fact]
    public void Without_KeepBusyGroupsRunnable_some_groups_get_no_slot_after_the_sleep()
    {
        using GroupLab lab = GroupLab.Without(ProjectPatches.KeepBusyGroupsRunnable);
        (PanthorGroup[] groups, uint[] done) = BusyGroups(lab);
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemSuspendAsync));
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemResumeAsync));
        lab.RunFor(60_000);
        PanthorGroup[] starved = [.. groups.Where((_, i) => !lab.IsSignaled(done[i]))];
        Assert.NotEmpty(starved);
        Assert.All(starved, group => Assert.Equal((PanthorGroup.NoSlot, false), (group.CsgId, group.IsIdle)));
    }

    /// <summary>
    /// In Linux 7.2 neither panthor_sched_suspend() nor anybody else stops the tick; its workqueue is not freezable.
    /// pm_runtime_resume_and_get() then gives -EACCES, as runtime PM is disabled.
    /// </summary>
    [Fact]
    public void Without_FreezeWorkqueues_a_tick_in_the_sleep_of_the_system_warns()
    {
        using GroupLab lab = GroupLab.Without(ProjectPatches.FreezeWorkqueues);
        (_, uint[] done) = BusyGroups(lab);
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemSuspendAsync));
        lab.RunFor(100);
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemResumeAsync));
        Assert.All(done, job => Assert.Equal(Errno.None, lab.Wait(job)));
        Assert.StartsWith("tick_work: the device does not resume", lab.TakeFindings().Single());
    }

    /// <summary>
    /// In Linux 7.2 panthor_device_suspend() waits for the reset work, which waits in panthor_device_unplug() for the
    /// suspend, by pm_runtime_get_sync().
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reset_that_fails_while_the_GPU_falls_asleep_hangs_if_HoldPowerInReset_is_missing(bool isPatched)
    {
        GroupLab lab = isPatched ? new() : GroupLab.Without(ProjectPatches.HoldPowerInReset);
        lab.Wait(lab.SubmitSignaling(lab.NewGroup(), lab.Stream(s => s.Nop())));
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.FirmwareBoot) { Times = long.MaxValue });
        lab.Device.ScheduleReset();
        Assert.Equal(isPatched, lab.Simulation.RunUntil(() => lab.Device.IsUnplugged, Duration.FromSeconds(300)));
        if (isPatched)
        {
            lab.Dispose();
            return;
        }

        Assert.Equal(PanthorDevicePmState.Suspending, lab.Device.PmState);
        string[] hung = lab.TakeFindings();
        Assert.Equal(2, hung.Length);
        Assert.All(hung, title => Assert.Contains("blocked for more than 120 seconds", title));
        lab.Machine.Dispose();
    }

    /// <summary>Two groups more than slots, with work for some time slices.</summary>
    private static (PanthorGroup[] Groups, uint[] Done) BusyGroups(GroupLab lab)
    {
        PanthorGroup[] groups = lab.NewGroups(lab.SlotCount + 2);
        var work = lab.Stream(s => s.Spin(3_000_000));
        uint[] done = [.. groups.Select(group => lab.SubmitSignaling(group, work))];
        lab.RunFor(20);
        return (groups, done);
    }
}
