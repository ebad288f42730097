using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Scheduling.GroupLab;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Jobs that go wrong, and whom they take along.</summary>
public sealed class FaultTests
{
    private const ulong InvalidWord = 0xff00_0000_0000_0000;
    private const ulong UnmappedVa = 0x7000_0000;
    private const uint Fatal = PanthorDrm.DRM_PANTHOR_GROUP_STATE_FATAL_FAULT;

    [Fact]
    public void A_word_that_does_not_exist_ends_the_group_and_names_the_queue()
    {
        using GroupLab lab = new();
        PanthorGroup healthy = lab.NewGroup();
        PanthorGroup group = lab.NewGroup(queues: 2);
        uint other = lab.SubmitSignaling(group, lab.Stream(s => s.Endless()));
        uint bad = lab.SubmitSignaling(group, lab.Stream(s => s.Word(InvalidWord), 1));
        Assert.Equal(Errno.EINVAL, lab.Wait(bad));
        Assert.Equal(Errno.ECANCELED, lab.Wait(other));
        Assert.Equal(new DrmPanthorGroupState(Fatal, 0b10), lab.StateOf(group));
        Assert.Contains("CS_FATAL.EXCEPTION_TYPE: 0x49 (CS_INSTR_INVALID)", lab.Log);
        lab.RunUntil(() => group.CsgId < 0, "the group leaves its slot");
        Assert.Equal(PanthorGroupState.Terminated, group.State);
        Assert.Equal(Errno.EINVAL, lab.TrySubmit(group, new DrmPanthorQueueSubmit(0)).Errno);
        Assert.Equal(Errno.None, lab.Wait(lab.SubmitSignaling(healthy, lab.Stream(s => s.StoreWord(DataVa, 1)))));
    }

    [Fact]
    public void A_job_that_touches_an_unmapped_page_ends_the_groups_of_its_VM_that_are_on_slots()
    {
        using GroupLab lab = new();
        PanthorGroup guilty = lab.NewGroup();
        PanthorGroup sameVm = lab.NewGroup();
        PanthorGroup otherVm = lab.NewGroup(vm: lab.NewVm());
        uint along = lab.SubmitSignaling(sameVm, lab.Stream(s => s.Endless()));
        uint apart = lab.SubmitSignaling(otherVm, lab.Stream(s => s.Spin(1_000_000)));
        uint bad = lab.SubmitSignaling(guilty, lab.Stream(s => s.StoreWord(UnmappedVa, 1)));
        Assert.Equal(Errno.EINVAL, lab.Wait(bad));
        Assert.Equal(Errno.EINVAL, lab.Wait(along));
        Assert.Equal(Errno.None, lab.Wait(apart));
        Assert.Contains("Unhandled Page fault in AS1 at VA 0x0000000070000000", lab.Log);
        Assert.Equal(Fatal, lab.StateOf(guilty).State);
        Assert.Equal(Fatal, lab.StateOf(sameVm).State);
        Assert.Equal(0u, lab.StateOf(otherVm).State);
        Assert.Equal(["TRANSLATION_FAULT_1 (Write) at 0x70000000 in AS1"], lab.TakeFindings());

        PanthorGroup fresh = lab.NewGroup();
        Assert.Equal(Errno.None, lab.Wait(lab.SubmitSignaling(fresh, lab.Stream(s => s.StoreWord(DataVa, 3)))));
        Assert.Equal(3u, lab.Read32(DataVa));
    }

    [Fact]
    public void After_a_fault_that_a_stream_survives_the_next_job_runs()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        uint bad = lab.SubmitSignaling(group, lab.Stream(s => s.BadCompute(DataVa)));
        uint good = lab.SubmitSignaling(group, lab.Stream(s => s.StoreWord(DataVa + 64, 5)));
        Assert.Equal(Errno.EINVAL, lab.Wait(bad));
        Assert.Equal(Errno.None, lab.Wait(good));
        Assert.Equal(5u, lab.Read32(DataVa + 64));
        Assert.Equal(default, lab.StateOf(group));
        Assert.Contains("CS_FAULT.EXCEPTION_TYPE: 0x58 (DATA_INVALID_FAULT)", lab.Log);
        Assert.Equal(PanthorGroupState.Active, group.State);
    }

    [Fact]
    public void A_wait_goes_on_after_a_store_of_the_CPU_and_the_next_job_of_anybody()
    {
        using GroupLab lab = new();
        PanthorGroup blocked = lab.NewGroup();
        PanthorGroup other = lab.NewGroup();
        uint done = lab.SubmitSignaling(
            blocked, lab.Stream(s => s.WaitGreater(DataVa, 41).StoreWord(DataVa + 64, 1)));
        lab.RunUntil(() => blocked.BlockedQueues == 1, "the driver knows that the queue is blocked");
        Assert.True(blocked.IsIdle);
        Assert.Equal(DataVa, blocked.Queues[0].SyncwaitAddress);
        Assert.Equal(41ul, blocked.Queues[0].SyncwaitReference);

        lab.Write32(DataVa, 42);
        lab.RunFor(100);
        Assert.False(lab.IsSignaled(done));
        lab.Submit(other, lab.Stream(s => s.Nop()));
        Assert.Equal(Errno.None, lab.Wait(done));
        Assert.Equal(1u, lab.Read32(DataVa + 64));
        Assert.Equal(0u, blocked.BlockedQueues);
    }

    [Fact]
    public void A_group_that_waits_off_its_slot_comes_back_when_another_group_has_signalled()
    {
        using GroupLab lab = new();
        PanthorGroup blocked = lab.NewGroup();
        uint done = lab.SubmitSignaling(blocked, lab.Stream(s => s.WaitGreater(DataVa, 0).StoreWord(DataVa + 64, 1)));
        DrmPanthorQueueSubmit busy = lab.Stream(s => s.Endless());
        foreach (PanthorGroup group in lab.NewGroups(lab.SlotCount))
            lab.Submit(group, busy);
        lab.RunUntil(() => blocked.CsgId < 0 && blocked.State == PanthorGroupState.Suspended, "the slot is given away");
        Assert.False(lab.IsSignaled(done));

        PanthorGroup waker = lab.NewGroup(PanthorCsgPriority.High);
        lab.Submit(waker, lab.Stream(s => s.SetSync(DataVa, 1)));
        Assert.Equal(Errno.None, lab.Wait(done));
        Assert.Single(lab.Events(SchedulingEvents.QueueUnblocked));
    }
}
