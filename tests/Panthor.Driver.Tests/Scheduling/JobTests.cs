using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Patches;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.JobScheduling.DrmPanthorSyncOp;
using static Panthor.Driver.Tests.Scheduling.GroupLab;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Jobs from the ioctl to their fences.</summary>
public sealed class JobTests
{
    [Fact]
    public void A_job_writes_to_memory_and_then_signals()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        uint done = lab.SubmitSignaling(group, lab.Stream(s => s.StoreWord(DataVa + 16, 0xc0ffee)));
        Assert.Equal(Errno.None, lab.Wait(done));
        Assert.Equal(0xc0ffeeu, lab.Read32(DataVa + 16));
        Assert.Equal(1ul, group.Queues[0].CompletedSeqno);
        Assert.Equal(0, group.Queues[0].InFlightCount);
        Assert.Equal(16ul * 8, group.Queues[0].Insert);
        Assert.Equal(group.Queues[0].Insert, group.Queues[0].Extract);
    }

    [Fact]
    public void Jobs_of_a_queue_run_in_the_order_of_their_submission()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        DrmPanthorQueueSubmit slow = lab.Stream(s => s.Spin(100_000).StoreWord(DataVa, 1));
        DrmPanthorQueueSubmit fast = lab.Stream(s => s.StoreWord(DataVa, 2));
        uint first = lab.SubmitSignaling(group, slow);
        uint second = lab.SubmitSignaling(group, fast);
        Assert.Equal(Errno.None, lab.Wait(second));
        Assert.True(lab.IsSignaled(first));
        Assert.Equal(2u, lab.Read32(DataVa));
    }

    [Fact]
    public void More_jobs_than_the_ring_buffer_holds_wait_for_room_and_wrap_around()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        DrmPanthorQueueSubmit add = lab.Stream(s => s.Spin(2000));
        uint last = 0;
        for (int i = 0; i < 100; i++)
            last = lab.SubmitSignaling(group, add);
        Assert.InRange(group.Queues[0].InFlightCount, 1, 32);
        Assert.Equal(Errno.None, lab.Wait(last));
        Assert.Equal(100ul, group.Queues[0].CompletedSeqno);
        Assert.Equal(100ul * 128, group.Queues[0].Extract);
    }

    [Fact]
    public void An_empty_job_is_done_when_the_job_before_it_is()
    {
        using GroupLab lab = new();
        EmptyBehindSlow(lab, out uint slow, out uint empty);
        lab.RunUntil(() => lab.IsSignaled(empty), "the empty job");
        Assert.True(lab.IsSignaled(slow));
    }

    [Fact]
    public void Without_SyncOnlyJobs_an_empty_job_is_done_too_early()
    {
        using GroupLab lab = Without(SchedulingPatches.SyncOnlyJobs);
        EmptyBehindSlow(lab, out uint slow, out uint empty);
        lab.RunUntil(() => lab.IsSignaled(empty), "the empty job");
        Assert.False(lab.IsSignaled(slow));
    }

    [Fact]
    public void An_empty_job_with_nothing_before_it_is_done_at_once()
    {
        using GroupLab lab = new();
        uint done = lab.SubmitSignaling(lab.NewGroup(), new DrmPanthorQueueSubmit(0));
        Assert.Equal(Errno.None, lab.Wait(done));
    }

    [Fact]
    public void Jobs_for_several_queues_go_in_one_call_and_may_wait_for_each_other()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup(queues: 2);
        uint between = lab.NewSyncobj();
        uint done = lab.NewSyncobj();
        DrmPanthorQueueSubmit first = lab.Stream(s => s.Spin(50_000).StoreWord(DataVa, 7), 1);
        DrmPanthorQueueSubmit second = lab.Stream(s => s.StoreWord(DataVa, 8), 0);
        lab.Submit(
            group,
            first with { Syncs = new[] { Signal(between) } },
            second with { Syncs = new[] { Wait(between), Signal(done) } });
        Assert.Equal(Errno.None, lab.Wait(done));
        Assert.Equal(8u, lab.Read32(DataVa));
        Assert.Equal([1ul, 1ul], group.Queues.Select(queue => queue.CompletedSeqno));
    }

    [Fact]
    public void A_job_waits_for_its_dependencies_without_being_in_the_ring_buffer()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        PanthorGroup other = lab.NewGroup();
        uint slow = lab.SubmitSignaling(other, lab.Stream(s => s.Spin(1_000_000)));
        uint done = lab.NewSyncobj();
        DrmPanthorQueueSubmit job = lab.Stream(s => s.StoreWord(DataVa, 1));
        lab.Submit(group, job with { Syncs = new[] { Wait(slow), Signal(done) } });
        lab.RunFor(1);
        Assert.Equal(1, group.Queues[0].QueuedCount);
        Assert.Equal(0ul, group.Queues[0].Insert);
        Assert.Equal(Errno.None, lab.Wait(done));
        Assert.True(lab.IsSignaled(slow));
    }

    [Theory]
    [InlineData(PanthorDeviceProfilingFlags.Disabled, false, false, 16)]
    [InlineData(PanthorDeviceProfilingFlags.Cycles, true, false, 16)]
    [InlineData(PanthorDeviceProfilingFlags.Timestamp, false, true, 16)]
    [InlineData(PanthorDeviceProfilingFlags.All, true, true, 24)]
    public void Profiled_jobs_tell_the_cycles_and_the_time_that_they_took(
        PanthorDeviceProfilingFlags mask, bool cycles, bool time, int words)
    {
        using GroupLab lab = new();
        lab.Device.ProfileMask = mask;
        PanthorGroup group = lab.NewGroup();
        uint done = lab.SubmitSignaling(group, lab.Stream(s => s.Spin(100_000)));
        lab.Wait(done);
        lab.RunFor(1);
        Assert.Equal((ulong)words * 8, group.Queues[0].Insert);
        PanthorGpuUsage usage = lab.Call(lab.File.Groups.GatherSamplesAsync);
        Assert.Equal(cycles, usage.Cycles is > 200_000 and < 300_000);
        Assert.Equal(time, usage.Time > 0);
        Assert.Equal(default, lab.Call(lab.File.Groups.GatherSamplesAsync));
    }

    [Fact]
    public void Fdinfo_sums_up_the_buffers_of_groups_and_tells_who_is_on_a_slot()
    {
        using GroupLab lab = new();
        PanthorGroup[] groups = lab.NewGroups(2);
        (ulong resident, ulong active) = lab.File.Groups.GatherMemInfo();
        Assert.Equal(groups[0].KboSizes + groups[1].KboSizes, resident);
        Assert.Equal(0ul, active);
        lab.Wait(lab.SubmitSignaling(groups[0], lab.Stream(s => s.Nop())));
        Assert.True(groups[0].CsgId >= 0);
        Assert.True(lab.File.Groups.GatherMemInfo().Active >= groups[0].KboSizes);
    }

    [Fact]
    public void A_device_that_fell_asleep_wakes_up_for_a_job()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        DrmPanthorQueueSubmit job = lab.Stream(s => s.StoreWord(DataVa, 1));
        lab.Wait(lab.SubmitSignaling(group, job));
        lab.RunUntil(() => group.State == PanthorGroupState.Suspended, "the device sleeps");
        Assert.False(lab.Scheduler.HasPmRef);
        uint done = lab.SubmitSignaling(group, job);
        Assert.Equal(Errno.None, lab.Wait(done));
        Assert.Equal(2ul, group.Queues[0].CompletedSeqno);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Jobs_book_shared_buffers_but_count_as_writers_only_without_NoWriteFences(bool without)
    {
        using GroupLab lab = without ? Without(SchedulingPatches.NoWriteFences) : new GroupLab();
        PanthorGroup group = lab.NewGroup();
        uint done = lab.SubmitSignaling(group, lab.Stream(s => s.Spin(100_000)));
        PanthorGemObject shared = lab.File.LookUpBuffer(lab.Data)!;
        Assert.False(shared.Resv.TestSignaled(DmaResvUsage.Bookkeep));
        Assert.False(lab.Vm.Resv.TestSignaled(DmaResvUsage.Bookkeep));
        Assert.Equal(!without, shared.Resv.TestSignaled(DmaResvUsage.Write));
        lab.Wait(done);
        Assert.True(shared.Resv.TestSignaled(DmaResvUsage.Bookkeep));
        shared.Put();
    }

    private static void EmptyBehindSlow(GroupLab lab, out uint slow, out uint empty)
    {
        PanthorGroup group = lab.NewGroup();
        slow = lab.SubmitSignaling(group, lab.Stream(s => s.Spin(1_000_000)));
        empty = lab.SubmitSignaling(group, new DrmPanthorQueueSubmit(0));
    }
}
