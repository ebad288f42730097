using System.Linq;
using Panthor.Driver.Scheduling;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Groups on slots and off them, without any job.</summary>
public sealed class SlotTests
{
    [Fact]
    public void A_tick_gives_an_idle_group_a_free_slot_and_destruction_takes_it_off()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        Assert.Equal(PanthorGroupState.Created, group.State);
        Assert.Equal(PanthorGroup.NoSlot, group.CsgId);

        lab.Tick();
        Assert.Equal(PanthorGroupState.Active, group.State);
        Assert.Equal(0, group.CsgId);
        Assert.Same(group, lab.Scheduler.Slots[0].Group);
        Assert.Equal(PanthorScheduler.MaxCsgPriority, lab.Scheduler.Slots[0].Priority);
        Assert.Equal(1, lab.Vm.ActiveCount);

        lab.Destroy(group);
        Assert.True(group.Destroyed);
        lab.RunUntil(() => lab.Scheduler.Groups.Count == 0, "the group is freed");
        Assert.Equal(PanthorGroupState.Terminated, group.State);
        Assert.Null(lab.Scheduler.Slots[0].Group);
        Assert.Equal(0, lab.Vm.ActiveCount);
    }

    [Fact]
    public void Idle_groups_make_room_for_an_access_to_the_memory_of_another_VM()
    {
        using GroupLab lab = new(new() { MemorySize = 32L << 20, AddressSpaces = 3 });
        PanthorGroup[] idle = [lab.NewGroup(vm: lab.NewVm()), lab.NewGroup(vm: lab.NewVm())];
        lab.Tick();
        Assert.All(idle, group => Assert.True(group.Vm.ActiveCount > 0));
        Assert.True(Access(lab).IsOk);
        Assert.Equal(1, idle.Count(group => group.CsgId < 0));
        Assert.Equal(Errno.None, lab.Wait(lab.SubmitSignaling(idle[0], lab.Stream(s => s.Nop()))));
        Assert.Equal(Errno.None, lab.Wait(lab.SubmitSignaling(idle[1], lab.Stream(s => s.Nop()))));
    }

    [Fact]
    public void An_access_is_EBUSY_while_busy_groups_of_other_VMs_use_all_address_spaces()
    {
        using GroupLab lab = new(new() { MemorySize = 32L << 20, AddressSpaces = 3 });
        PanthorGroup[] busy = [lab.NewGroup(vm: lab.NewVm()), lab.NewGroup(vm: lab.NewVm())];
        uint[] done = [.. busy.Select(group => lab.SubmitSignaling(group, lab.Stream(s => s.Spin(2_000_000))))];
        lab.RunFor(5);
        Assert.Equal(Errno.EBUSY, Access(lab).Errno);
        Assert.All(done, job => Assert.Equal(Errno.None, lab.Wait(job)));
        Assert.True(Access(lab).IsOk);
    }

    private static KernelResult<GpuAccessResult> Access(GroupLab lab) =>
        lab.Call(() => lab.Machine.AccessAsync(lab.Vm, GroupLab.DataVa, new byte[4], isWrite: false));

    [Fact]
    public void Slots_go_to_groups_by_priority_and_the_highest_slot_priority_to_the_highest_group()
    {
        using GroupLab lab = new();
        PanthorGroup low = lab.NewGroup(PanthorCsgPriority.Low);
        PanthorGroup realTime = lab.NewGroup(PanthorCsgPriority.RealTime);
        PanthorGroup medium = lab.NewGroup();
        lab.Tick();
        PanthorGroup[] order = [.. lab.Scheduler.Slots
            .Where(slot => slot.Group is not null)
            .OrderByDescending(slot => slot.Priority)
            .Select(slot => slot.Group!)];
        Assert.Equal([realTime, medium, low], order);
        Assert.Equal([15u, 14u, 13u], order.Select(group => lab.Scheduler.Slots[group.CsgId].Priority));
    }

    [Fact]
    public void Idle_groups_beyond_the_slots_wait_for_one()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = lab.NewGroups(lab.SlotCount + 2);
        lab.Tick();
        Assert.Equal(lab.SlotCount, groups.Count(group => group.CsgId >= 0));
        Assert.Equal(lab.SlotCount, lab.Scheduler.UsedSlotCount);

        lab.Destroy(groups[0]);
        lab.RunUntil(() => groups[0].CsgId < 0 && !lab.Scheduler.IsTickBusy, "the group leaves its slot");
        Assert.Equal(lab.SlotCount, groups.Count(group => group.CsgId >= 0));
    }

    [Fact]
    public void Groups_of_more_VMs_than_address_spaces_share_them_one_after_the_other()
    {
        using GroupLab lab = new(new() { MemorySize = 32L << 20, AddressSpaces = 3 });
        PanthorGroup[] groups = [.. Enumerable.Range(0, 4).Select(_ => lab.NewGroup(vm: lab.NewVm()))];
        lab.Tick();
        Assert.Equal(2, groups.Count(group => group.CsgId >= 0));
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void A_suspended_device_has_no_group_on_a_slot_and_gives_the_slots_back_when_it_resumes()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        lab.Tick();
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemSuspendAsync));
        Assert.Equal(PanthorGroupState.Suspended, group.State);
        Assert.Equal(PanthorGroup.NoSlot, group.CsgId);
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemResumeAsync));
        Assert.Equal(Errno.None, lab.Call(lab.Device.ResumeAndGetAsync));
        lab.RunUntil(() => group.State == PanthorGroupState.Active, "the group resumes");
        lab.Device.PmPutAutosuspend();
        Assert.Contains(lab.Events(SchedulingEvents.GroupState), record => record.C == 2 && record.D == 1);
    }

    [Fact]
    public void A_reset_takes_healthy_groups_off_their_slots_and_brings_them_back()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        lab.Tick();
        lab.Device.ScheduleReset();
        lab.RunUntil(() => lab.Device.ResetCount == 1 && !lab.Device.IsResetPending, "the reset");
        lab.RunUntil(() => group.State == PanthorGroupState.Active, "the group resumes");
        Assert.False(group.TimedOut);
        Assert.Equal(0u, lab.StateOf(group).State);
    }
}
