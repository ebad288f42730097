using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Patches;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Scheduling.GroupLab;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>More busy groups than slots: who runs when.</summary>
public sealed class RotationTests
{
    private const long SliceMs = 16;

    [Fact]
    public void Equal_busy_groups_take_turns_a_slot_a_slice()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = BusyGroups(lab, 2 * lab.SlotCount);
        lab.RunFor(1000);

        // In each slice the first goes and the one that waits for longest comes.
        long bound = (lab.SlotCount + 1) * SliceMs;
        Assert.All(groups, group => Assert.InRange(LongestWaitMs(lab, group), bound - (2 * SliceMs), bound));
        Assert.All(groups, group => Assert.InRange(
            lab.Events(SchedulingEvents.GroupBind).Count(record => record.A == (ulong)group.Id), 3, 5));
    }

    [Fact]
    public void Without_FullTickCheck_groups_that_wait_get_no_slot()
    {
        using GroupLab lab = Without(SchedulingPatches.FullTickCheck);
        PanthorGroup[] groups = BusyGroups(lab, 2 * lab.SlotCount);
        lab.RunFor(50);
        Assert.Equal(lab.SlotCount, groups.Count(group => group.CsgId < 0));
        VirtualTime start = lab.Simulation.Now;
        lab.RunFor(1000);
        Assert.DoesNotContain(lab.Events(SchedulingEvents.GroupBind), record => record.Time > start);
        Assert.Contains(lab.Events(SchedulingEvents.Tick), record => record.Time > start);
    }

    [Fact]
    public void Every_busy_group_has_its_turn_at_the_highest_slot_priority()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = BusyGroups(lab, lab.SlotCount);
        lab.RunFor(500);
        Assert.Equal(groups.Select(group => (ulong)group.Id), GroupsAtTheTop(lab).Distinct().Order());
    }

    [Fact]
    public void Without_GroupPriorityRotation_one_of_equal_groups_is_always_the_first()
    {
        using GroupLab lab = Without(SchedulingPatches.GroupPriorityRotation);
        BusyGroups(lab, lab.SlotCount);
        lab.RunFor(500);
        Assert.Single(GroupsAtTheTop(lab).Distinct());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Work_for_groups_on_slots_starts_the_tick_unless_ResumeTickOnSubmit_is_missing(bool isPatched)
    {
        using GroupLab lab = isPatched ? new() : Without(SchedulingPatches.ResumeTickOnSubmit);
        PanthorGroup[] groups = lab.NewGroups(2);
        lab.Tick();
        Assert.All(groups, group => Assert.True(group.CsgId >= 0));
        lab.RunFor(20);
        long ticks = lab.Scheduler.TickCount;
        DrmPanthorQueueSubmit busy = lab.Stream(s => s.Endless());
        Array.ForEach(groups, group => lab.Submit(group, busy));
        lab.RunFor(500);
        Assert.InRange(lab.Scheduler.TickCount - ticks, isPatched ? 20 : 0, isPatched ? 40 : 0);
    }

    [Fact]
    public void A_real_time_group_preempts_at_once_and_takes_the_slot_of_the_lowest()
    {
        using GroupLab lab = new();
        PanthorGroup low = BusyGroups(lab, 1, PanthorCsgPriority.Low)[0];
        BusyGroups(lab, lab.SlotCount - 1);
        lab.RunUntil(() => lab.Scheduler.UsedSlotCount == lab.SlotCount, "all slots are taken");
        PanthorGroup urgent = lab.NewGroup(PanthorCsgPriority.RealTime);
        uint done = lab.SubmitSignaling(urgent, lab.Stream(s => s.StoreWord(DataVa, 1)));
        VirtualTime before = lab.Simulation.Now;
        Assert.Equal(Errno.None, lab.Wait(done));
        Assert.InRange((lab.Simulation.Now - before).Microseconds, 1, 2000);
        Assert.Contains(lab.Events(SchedulingEvents.GroupUnbind), record => record.A == (ulong)low.Id);
    }

    [Fact]
    public void A_group_of_high_priority_waits_for_the_end_of_the_slice()
    {
        using GroupLab lab = new();
        PanthorGroup low = BusyGroups(lab, 1, PanthorCsgPriority.Low)[0];
        BusyGroups(lab, lab.SlotCount - 1);
        lab.RunUntil(() => lab.Scheduler.UsedSlotCount == lab.SlotCount, "all slots are taken");
        PanthorGroup high = lab.NewGroup(PanthorCsgPriority.High);
        lab.SubmitSignaling(high, lab.Stream(s => s.Endless()));
        lab.RunFor(2);
        Assert.Equal(PanthorGroup.NoSlot, high.CsgId);
        lab.RunFor(2 * SliceMs);
        Assert.True(high.CsgId >= 0);
        Assert.Equal(PanthorScheduler.MaxCsgPriority, lab.Scheduler.Slots[high.CsgId].Priority);
        Assert.Equal(PanthorGroup.NoSlot, low.CsgId);
    }

    [Fact]
    public void As_long_as_nobody_has_to_be_given_a_turn_there_is_no_tick()
    {
        using GroupLab lab = new();
        BusyGroups(lab, 1, PanthorCsgPriority.Low);
        BusyGroups(lab, 1);
        lab.RunFor(10);
        int ticks = lab.Events(SchedulingEvents.Tick).Length;
        Assert.Equal(ulong.MaxValue, lab.Scheduler.ReschedTarget);
        lab.RunFor(500);
        Assert.Equal(ticks, lab.Events(SchedulingEvents.Tick).Length);

        BusyGroups(lab, 1);
        lab.RunFor(500);
        Assert.InRange(lab.Events(SchedulingEvents.Tick).Length - ticks, 500 / SliceMs - 3, 500 / SliceMs + 3);
    }

    [Fact]
    public void Busy_groups_of_more_VMs_than_address_spaces_take_turns_at_those()
    {
        using GroupLab lab = new(new() { MemorySize = 32L << 20, AddressSpaces = 3 });
        PanthorGroup[] groups = [.. Enumerable.Range(0, 5).Select(_ => lab.NewGroup(vm: lab.NewVm()))];
        DrmPanthorQueueSubmit busy = lab.Stream(s => s.Endless());
        foreach (PanthorGroup group in groups)
            lab.Submit(group, busy);
        lab.RunFor(500);
        Assert.All(groups, group => Assert.InRange(LongestWaitMs(lab, group), 1, 4 * SliceMs));
    }

    [Fact]
    public void An_idle_group_makes_room_for_a_busy_one_in_the_middle_of_a_slice()
    {
        using GroupLab lab = new();
        PanthorGroup shortOne = lab.NewGroup();
        uint done = lab.SubmitSignaling(shortOne, lab.Stream(s => s.Spin(50_000)));
        BusyGroups(lab, lab.SlotCount - 1);
        lab.RunUntil(() => lab.Scheduler.UsedSlotCount == lab.SlotCount, "all slots are taken");
        PanthorGroup waiting = BusyGroups(lab, 1)[0];
        Assert.Equal(Errno.None, lab.Wait(done));
        VirtualTime end = lab.Simulation.Now;
        lab.RunUntil(() => waiting.CsgId >= 0, "the group that waits gets the slot");
        Assert.InRange((lab.Simulation.Now - end).Milliseconds, 0, 2);
        Assert.Equal(PanthorGroup.NoSlot, shortOne.CsgId);
        Assert.True(shortOne.IsIdle);
    }

    private static PanthorGroup[] BusyGroups(
        GroupLab lab, int count, PanthorCsgPriority priority = PanthorCsgPriority.Medium)
    {
        PanthorGroup[] groups = lab.NewGroups(count, priority);
        DrmPanthorQueueSubmit busy = lab.Stream(s => s.Endless());
        foreach (PanthorGroup group in groups)
            lab.Submit(group, busy);
        return groups;
    }

    /// <summary>The groups to which the firmware gave the highest priority, in order of time.</summary>
    private static IEnumerable<ulong> GroupsAtTheTop(GroupLab lab) => lab.Events(SchedulingEvents.GroupPriority)
        .Where(record => record.C == PanthorScheduler.MaxCsgPriority)
        .Select(record => record.A);

    /// <summary>The longest time that a group with a job was on no slot, until now.</summary>
    private static long LongestWaitMs(GroupLab lab, PanthorGroup group)
    {
        long longest = 0;
        VirtualTime since = VirtualTime.Zero;
        bool waits = false;
        bool isOn = false;
        foreach (EventRecord record in lab.Simulation.Events.Last(int.MaxValue))
        {
            bool isBind = ReferenceEquals(record.Id, SchedulingEvents.GroupBind);
            bool isUnbind = ReferenceEquals(record.Id, SchedulingEvents.GroupUnbind);
            bool isJob = ReferenceEquals(record.Id, SchedulingEvents.JobRun);
            if (record.A != (ulong)group.Id || !(isBind || isUnbind || isJob))
                continue;
            isOn = isBind || (isOn && !isUnbind);
            if (isBind && waits)
                longest = Math.Max(longest, (record.Time - since).Nanoseconds);
            since = waits ? since : record.Time;
            waits = !isOn;
        }

        if (waits)
            longest = Math.Max(longest, (lab.Simulation.Now - since).Nanoseconds);
        return (longest + 999_999) / 1_000_000;
    }
}
