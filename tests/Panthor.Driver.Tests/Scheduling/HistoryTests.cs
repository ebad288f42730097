using System.Linq;
using Panthor.Driver.Patches;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Scheduling.GroupLab;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Patches of the scheduler's history: what is seen with them and without them.</summary>
public sealed class HistoryTests
{
    private const uint TimedOut = PanthorDrm.DRM_PANTHOR_GROUP_STATE_TIMEDOUT;
    private const uint Fatal = PanthorDrm.DRM_PANTHOR_GROUP_STATE_FATAL_FAULT;

    /// <summary>
    /// The eight queues of a group keep the four cores busy. Of two groups that both have slots, the one with the
    /// higher slot priority takes every core that becomes free.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_group_whose_jobs_fill_all_cores_does_not_starve_an_equal_one_unless_StopTickLogic_is_missing(
        bool isPatched)
    {
        using GroupLab lab = isPatched ? new() : Without(SchedulingPatches.StopTickLogic);
        PanthorGroup greedy = lab.NewGroup(queues: 8);
        DrmPanthorQueueSubmit work = lab.Stream(s => s.Compute(100));
        for (uint queue = 0; queue < 8; queue++)
            lab.Submit(greedy, [.. Enumerable.Repeat(work with { QueueIndex = queue }, 40)]);
        lab.RunFor(5);
        PanthorGroup modest = lab.NewGroup();
        uint done = lab.SubmitSignaling(modest, lab.Stream(s => s.Compute(1)));
        VirtualTime start = lab.Simulation.Now;
        Assert.Equal(isPatched ? Errno.None : Errno.ETIMEDOUT, lab.Wait(done));
        Assert.InRange((lab.Simulation.Now - start).Milliseconds, isPatched ? 0 : 5000, isPatched ? 1000 : 5200);
        Assert.Equal(isPatched ? 0 : TimedOut, lab.StateOf(modest).State);
    }

    [Fact]
    public void After_an_unrecoverable_fault_the_device_is_reset_at_once_and_healthy_groups_go_on()
    {
        using GroupLab lab = new();
        (PanthorGroup guilty, uint bad, PanthorGroup healthy, uint good) = Unrecoverable(lab);
        Assert.Equal(Errno.EINVAL, lab.Wait(bad));
        VirtualTime start = lab.Simulation.Now;
        Assert.Equal(Errno.None, lab.Wait(good));
        Assert.InRange((lab.Simulation.Now - start).Milliseconds, 0, 100);
        Assert.Equal(1, lab.Device.ResetCount);
        Assert.Equal((Fatal, 0u), (lab.StateOf(guilty).State, lab.StateOf(healthy).State));
        Assert.Contains("CS_FATAL.EXCEPTION_TYPE: 0x41 (CS_UNRECOVERABLE)", lab.Log);
    }

    [Fact]
    public void Without_ResetOnUnrecoverable_healthy_groups_hang_until_they_are_killed()
    {
        using GroupLab lab = Without(SchedulingPatches.ResetOnUnrecoverable);
        (PanthorGroup guilty, uint bad, PanthorGroup healthy, uint good) = Unrecoverable(lab);
        Assert.Equal(Errno.EINVAL, lab.Wait(bad));
        VirtualTime start = lab.Simulation.Now;
        Assert.Equal(Errno.ETIMEDOUT, lab.Wait(good));
        Assert.InRange((lab.Simulation.Now - start).Milliseconds, 4900, 5200);
        Assert.Equal((Fatal, TimedOut), (lab.StateOf(guilty).State, lab.StateOf(healthy).State));
    }

    [Fact]
    public void Without_PostResetAfterFailure_jobs_never_end_when_the_firmware_does_not_come_back()
    {
        GroupLab lab = Without(SchedulingPatches.PostResetAfterFailure);
        uint job = lab.SubmitSignaling(lab.NewGroup(), lab.Stream(s => s.Compute(500)));
        lab.RunFor(5);
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.FirmwareBoot) { Times = long.MaxValue });
        lab.Device.ScheduleReset();
        lab.RunUntil(() => lab.Device.IsUnplugged, "the device is given up");
        lab.RunFor(20_000);
        Assert.False(lab.IsSignaled(job));
        Assert.True(lab.Scheduler.IsResetInProgress);
        Assert.True(lab.Device.Fences.ReportUnsignaled("in the end") > 0);
        lab.Machine.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_ordinary_client_gets_no_real_time_group_unless_RestrictPriorities_is_missing(bool isPatched)
    {
        using GroupLab lab = isPatched ? new() : Without(SchedulingPatches.RestrictPriorities);
        DrmFile ordinary = lab.Machine.Open("ordinary").Value;
        uint vm = lab.Call(() => ordinary.VmCreateAsync(0, 0)).Value.Id;
        KernelResult<uint> group = lab.Call(
            () => ordinary.GroupCreateAsync(lab.Args(PanthorCsgPriority.RealTime, vm: vm)));
        Assert.Equal(isPatched ? Errno.EACCES : Errno.None, group.Errno);
        lab.Call(ordinary.CloseAsync);
    }

    /// <summary>
    /// The scheduler flushes the caches before a reset; somebody who binds memory meanwhile does so all the time.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reset_costs_no_group_while_others_flush_caches_unless_SerializeCacheFlushes_is_missing(bool isPatched)
    {
        using GroupLab lab = isPatched ? new() : Without(MemoryPatches.SerializeCacheFlushes);
        PanthorGroup group = lab.NewGroup();
        uint job = lab.SubmitSignaling(group, lab.Stream(s => s.Compute(30)));
        lab.RunFor(2);
        var bind = new[] { new DrmPanthorVmBindOp(0, lab.Data, 0, 0x5000_0000, 4096) };
        SimTask binder = lab.Simulation.Spawn("binder", async () =>
        {
            for (int i = 0; i < 100; i++)
                await lab.File.VmBindAsync(lab.VmId, bind);
        });
        lab.RunFor(1);
        lab.Device.ScheduleReset();
        lab.Simulation.RunToCompletion(binder);
        Assert.Equal(isPatched ? Errno.None : Errno.ECANCELED, lab.Wait(job));
    }

    private static (PanthorGroup Guilty, uint Bad, PanthorGroup Healthy, uint Good) Unrecoverable(GroupLab lab)
    {
        PanthorGroup healthy = lab.NewGroup();
        uint good = lab.SubmitSignaling(healthy, lab.Stream(s => s.Compute(20)));
        lab.RunFor(5);
        PanthorGroup guilty = lab.NewGroup();
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.Unrecoverable));
        uint bad = lab.SubmitSignaling(guilty, lab.Stream(s => s.Compute(1)));
        return (guilty, bad, healthy, good);
    }
}
