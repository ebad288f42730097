using System.Linq;
using Panthor.Driver.Patches;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Scheduling.GroupLab;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Resets of the whole device, and what becomes of every group.</summary>
public sealed class ResetTests
{
    private const uint TimedOut = PanthorDrm.DRM_PANTHOR_GROUP_STATE_TIMEDOUT;
    private const uint Innocent = PanthorDrm.DRM_PANTHOR_GROUP_STATE_INNOCENT;

    [Fact]
    public void A_reset_interrupts_jobs_and_they_go_on_after_it()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = lab.NewGroups(lab.SlotCount + 2);
        DrmPanthorQueueSubmit work = lab.Stream(s => s.Compute(20).Spin(1000));
        uint[] done = [.. groups.Select(group => lab.SubmitSignaling(group, work))];
        lab.RunFor(2);
        lab.Device.ScheduleReset();
        Assert.All(done, syncobj => Assert.Equal(Errno.None, lab.Wait(syncobj)));
        Assert.Equal(1, lab.Device.ResetCount);
        Assert.All(groups, group => Assert.Equal(default, lab.StateOf(group)));
    }

    [Fact]
    public void A_firmware_that_stops_answering_costs_the_groups_on_slots_and_no_others()
    {
        using GroupLab lab = new();
        PanthorGroup onSlot = lab.NewGroup(PanthorCsgPriority.High);
        uint lost = KeepBusy(lab, onSlot);
        PanthorGroup offSlot = lab.NewGroup();
        HangFirmware(lab);
        Assert.Equal(Errno.ETIMEDOUT, lab.Wait(lost));
        Assert.Contains("CSG suspend failed, escalating to termination", lab.Log);
        Assert.Equal(new DrmPanthorGroupState(TimedOut | Innocent, 0), lab.StateOf(onSlot));
        Assert.Equal(default, lab.StateOf(offSlot));
        uint done = lab.SubmitSignaling(offSlot, lab.Stream(s => s.StoreWord(DataVa, 1)));
        Assert.Equal(Errno.None, lab.Wait(done));
        Assert.Equal(Errno.EINVAL, lab.TrySubmit(onSlot, new DrmPanthorQueueSubmit(0)).Errno);
    }

    [Fact]
    public void Without_InnocentGroups_a_group_that_did_nothing_wrong_is_blamed()
    {
        using GroupLab lab = Without(SchedulingPatches.InnocentGroups);
        PanthorGroup group = lab.NewGroup();
        KeepBusy(lab, group);
        HangFirmware(lab);
        Assert.Equal(TimedOut, lab.StateOf(group).State);
    }

    [Fact]
    public void A_lost_acknowledgement_resets_the_device_and_costs_that_group_alone()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = lab.NewGroups(3);
        DrmPanthorQueueSubmit work = lab.Stream(s => s.Compute(1000));
        uint[] done = [.. groups.Select(group => lab.SubmitSignaling(group, work))];
        lab.RunFor(5);
        int slot = groups[1].CsgId;
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.CsgAck)
        {
            Match = subject => subject is int index && index == slot,
            Times = long.MaxValue,
        });
        lab.RunUntil(() => lab.Device.IsResetPending, "an update that is not acknowledged");
        lab.RunUntil(() => lab.Device.ResetCount == 1 && !lab.Device.IsResetPending, "the reset");
        lab.Simulation.Faults.Remove(lab.Simulation.Faults.Injections[0]);
        Assert.Equal([Errno.None, Errno.ETIMEDOUT, Errno.None], done.Select(lab.Wait));
        Assert.Equal([0u, TimedOut | Innocent, 0u], groups.Select(group => lab.StateOf(group).State));
        Assert.Contains($"CSG {slot} update request timedout", lab.Log);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Groups_whose_state_may_not_be_in_memory_are_lost_unless_a_patch_is_missing(bool isPatched)
    {
        using GroupLab lab = isPatched ? new() : Without(SchedulingPatches.TerminateUnflushedGroups);
        PanthorGroup group = lab.NewGroup();
        uint job = lab.SubmitSignaling(group, lab.Stream(s => s.Compute(50)));
        lab.RunFor(5);
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.CacheFlush));
        lab.Device.ScheduleReset();
        Assert.Equal(isPatched ? Errno.ECANCELED : Errno.None, lab.Wait(job));
        Assert.Equal(isPatched, group.State == PanthorGroupState.Terminated);
        Assert.Contains("Flush caches timeout", lab.Log);
    }

    [Fact]
    public void A_group_that_is_destroyed_during_a_reset_ends_after_it()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        uint job = lab.SubmitSignaling(group, lab.Stream(s => s.Compute(50)));
        lab.RunFor(5);
        lab.Device.ScheduleReset();
        lab.RunUntil(() => lab.Scheduler.IsResetInProgress && group.CsgId < 0, "the reset begins");
        lab.Destroy(group);
        Assert.Equal(Errno.ECANCELED, lab.Wait(job));
        lab.RunUntil(() => lab.Scheduler.Groups.Count == 0, "the group is freed");
        Assert.Equal(1, lab.Device.ResetCount);
    }

    [Fact]
    public void A_group_that_is_made_during_a_reset_works_after_it()
    {
        using GroupLab lab = new();
        PanthorGroup first = lab.NewGroup();
        lab.Submit(first, lab.Stream(s => s.Spin(1000)));
        lab.Device.ScheduleReset();
        lab.RunUntil(() => lab.Scheduler.IsResetInProgress, "the reset begins");
        PanthorGroup group = lab.NewGroup();
        uint done = lab.SubmitSignaling(group, lab.Stream(s => s.StoreWord(DataVa, 9)));
        Assert.Equal(Errno.None, lab.Wait(done));
        Assert.Equal(9u, lab.Read32(DataVa));
    }

    [Fact]
    public void If_the_firmware_does_not_come_back_every_group_is_lost_and_the_device_too()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = lab.NewGroups(lab.SlotCount + 1);
        DrmPanthorQueueSubmit work = lab.Stream(s => s.Compute(500));
        uint[] done = [.. groups.Select(group => lab.SubmitSignaling(group, work))];
        lab.RunFor(5);
        lab.Simulation.Faults.Add(
            new FaultInjection(HardwareFaultPoints.FirmwareBoot) { Times = long.MaxValue });
        lab.Device.ScheduleReset();
        lab.RunUntil(() => lab.Device.IsUnplugged, "the device is given up");
        Assert.All(done, syncobj => Assert.Equal(Errno.ECANCELED, lab.Wait(syncobj)));
        Assert.All(groups, group => Assert.Equal(PanthorGroupState.Terminated, group.State));
        lab.RunFor(100);
        Assert.Contains("Failed to boot MCU after reset, making device unusable", lab.Log);
    }

    /// <summary>Jobs for 18 s, each of which is progress.</summary>
    private static uint KeepBusy(GroupLab lab, PanthorGroup group)
    {
        DrmPanthorQueueSubmit work = lab.Stream(s => s.Compute(3000));
        uint last = 0;
        for (int i = 0; i < 6; i++)
            last = lab.SubmitSignaling(group, work);
        lab.RunFor(5);
        return last;
    }

    /// <summary>The firmware hangs at the next ping, 12 s after the last; the watchdog has the device reset.</summary>
    private static void HangFirmware(GroupLab lab)
    {
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.FirmwarePing));
        lab.RunUntil(() => lab.Device.IsResetPending, "the watchdog barks");
        lab.RunUntil(() => lab.Device.ResetCount == 1 && !lab.Device.IsResetPending, "the reset");
    }
}
