using System.Linq;
using Panthor.Driver.Patches;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Scheduling.GroupLab;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Queues that make no progress, and queues that only seem to.</summary>
public sealed class TimeoutTests
{
    private const uint TimedOut = PanthorDrm.DRM_PANTHOR_GROUP_STATE_TIMEDOUT;

    [Fact]
    public void A_wait_that_nobody_ends_is_over_after_five_seconds()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        uint stuck = lab.SubmitSignaling(group, lab.Stream(s => s.WaitGreater(DataVa, 0)));
        uint behind = lab.SubmitSignaling(group, lab.Stream(s => s.StoreWord(DataVa + 8, 1)));
        VirtualTime start = lab.Simulation.Now;
        Assert.Equal(Errno.ETIMEDOUT, lab.Wait(stuck));
        Assert.InRange((lab.Simulation.Now - start).Milliseconds, 4990, 5100);
        Assert.Equal(Errno.ETIMEDOUT, lab.Wait(behind));
        Assert.Equal(0u, lab.Read32(DataVa + 8));
        Assert.Equal(new DrmPanthorGroupState(TimedOut, 0), lab.StateOf(group));
        Assert.Contains("job timeout: pid=", lab.Log);
        lab.RunUntil(() => group.CsgId < 0, "the group leaves its slot");
        Assert.Equal(Errno.EINVAL, lab.TrySubmit(group, new DrmPanthorQueueSubmit(0)).Errno);
    }

    [Fact]
    public void A_job_on_the_cores_that_does_not_end_meets_the_progress_timer_of_the_firmware()
    {
        // The timer counts cycles: on a fast GPU it is the first to end.
        GpuModel fast = GpuModel.All.First(model => model.CoreClockHz == 1_000_000_000);
        using GroupLab lab = new(new() { MemorySize = 32L << 20, Model = fast });
        PanthorGroup group = lab.NewGroup();
        uint stuck = lab.SubmitSignaling(group, lab.Stream(s => s.Compute(100_000, fast)));
        Assert.Equal(Errno.ETIMEDOUT, lab.Wait(stuck));
        Assert.InRange(lab.Simulation.Now.Nanoseconds, 2_600_000_000, 2_700_000_000);
        Assert.Contains("CSG slot 0 progress timeout", lab.Log);
        Assert.Equal(TimedOut, lab.StateOf(group).State);
    }

    [Fact]
    public void A_hung_group_among_healthy_ones_ends_alone()
    {
        using GroupLab lab = new();
        PanthorGroup[] healthy = lab.NewGroups(2 * lab.SlotCount);
        PanthorGroup hung = lab.NewGroup();
        uint stuck = lab.SubmitSignaling(hung, lab.Stream(s => s.WaitGreater(DataVa, 0)));
        DrmPanthorQueueSubmit work = lab.Stream(s => s.Compute(50));
        uint[] done =
            [.. healthy.SelectMany(group => Enumerable.Range(0, 5).Select(_ => lab.SubmitSignaling(group, work)))];
        Assert.All(done, syncobj => Assert.Equal(Errno.None, lab.Wait(syncobj)));
        Assert.Equal(Errno.ETIMEDOUT, lab.Wait(stuck));
        Assert.All(healthy, group => Assert.Equal(default, lab.StateOf(group)));
        Assert.Equal(TimedOut, lab.StateOf(hung).State);
        Assert.Equal(0, lab.Device.ResetCount);
    }

    [Fact]
    public void A_queue_whose_jobs_end_one_after_the_other_may_take_as_long_as_it_wants()
    {
        using GroupLab lab = new();
        Assert.Equal(Errno.None, RunThreeLongJobs(lab));
    }

    [Fact]
    public void Without_ResetTimeoutGuard_a_healthy_queue_is_killed_after_five_seconds()
    {
        using GroupLab lab = Without(SchedulingPatches.ResetTimeoutGuard);
        Assert.Equal(Errno.ETIMEDOUT, RunThreeLongJobs(lab));
        Assert.InRange(lab.Simulation.Now.Nanoseconds, 5_000_000_000, 5_300_000_000);
    }

    [Fact]
    public void Time_without_a_slot_does_not_count()
    {
        using GroupLab lab = FewSlots();
        Assert.Equal(Errno.None, WaitLongForASlot(lab));
    }

    [Fact]
    public void Without_QueueTimeoutPerQueue_a_group_that_waits_for_a_slot_is_killed()
    {
        using GroupLab lab = FewSlots(SchedulingPatches.QueueTimeoutPerQueue);
        Assert.Equal(Errno.ETIMEDOUT, WaitLongForASlot(lab));
    }

    [Fact]
    public void The_timeout_stands_still_while_the_group_is_off_its_slot_and_goes_on_after()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        lab.SubmitSignaling(group, lab.Stream(s => s.Endless()));
        lab.RunFor(1000);
        PanthorQueue queue = group.Queues[0];
        Assert.False(queue.IsTimeoutSuspended);
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemSuspendAsync));
        Assert.True(queue.IsTimeoutSuspended);
        Assert.InRange(queue.TimeoutRemaining, 999ul, 1001ul);
        lab.RunFor(20_000);
        Assert.Equal(Errno.None, lab.Call(lab.Device.SystemResumeAsync));
        lab.RunUntil(() => group.CsgId >= 0, "the group is back");
        Assert.False(queue.IsTimeoutSuspended);
        Assert.False(group.TimedOut);
    }

    private static GroupLab FewSlots(params DriverPatch[] without) =>
        new(new() { MemorySize = 32L << 20, CsgSlots = 3, Without = without });

    private static Errno RunThreeLongJobs(GroupLab lab)
    {
        PanthorGroup group = lab.NewGroup();
        DrmPanthorQueueSubmit work = lab.Stream(s => s.Compute(2000));
        uint last = 0;
        for (int i = 0; i < 3; i++)
            last = lab.SubmitSignaling(group, work);
        return lab.Wait(last);
    }

    /// <summary>Groups of high priority keep all slots busy for 8 s, then another one gets its turn.</summary>
    private static Errno WaitLongForASlot(GroupLab lab)
    {
        PanthorGroup[] high = lab.NewGroups(lab.SlotCount, PanthorCsgPriority.High);
        DrmPanthorQueueSubmit work = lab.Stream(s => s.Compute(500));
        foreach (PanthorGroup group in high)
        {
            for (int i = 0; i < 16; i++)
                lab.Submit(group, work);
        }

        lab.RunUntil(() => high.All(group => group.CsgId >= 0), "the slots are taken");
        PanthorGroup low = lab.NewGroup(PanthorCsgPriority.Low);
        DrmPanthorQueueSubmit store = lab.Stream(s => s.StoreWord(DataVa, 1));
        lab.Submit(low, store);
        VirtualTime start = lab.Simulation.Now;
        Errno error = lab.Wait(lab.SubmitSignaling(low, store));
        Assert.InRange((lab.Simulation.Now - start).Milliseconds, 5000, 30_000);
        lab.RunUntil(() => high.All(group => group.IsIdle), "the others are done");
        Assert.All(high, group => Assert.Equal(default, lab.StateOf(group)));
        return error;
    }
}
