using System;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>GROUP_SUBMIT: every check with its errno; all jobs are queued or none.</summary>
public sealed class SubmitCheckTests
{
    private const ulong Va = GroupLab.CodeVa;

    [Theory]
    [InlineData(Va, 0u, 0u, 0u, "stream_size 0x0")]
    [InlineData(0ul, 8u, 0u, 0u, "stream_addr 0x0")]
    [InlineData(Va + 8, 8u, 0u, 0u, "multiple of 64")]
    [InlineData(Va, 12u, 0u, 0u, "stream_size 0xc of 8")]
    [InlineData(Va, 8u, 0x0100_0000u, 0u, "latest_flush 0x1000000")]
    [InlineData(Va, 8u, 0x4000_0000u, 0u, "latest_flush 0x40000000")]
    [InlineData(Va, 8u, 0u, 1u, "pad is 0x1")]
    public void A_bad_job_is_refused(ulong address, uint size, uint flush, uint pad, string words)
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        Refused(lab, group.Handle, new DrmPanthorQueueSubmit(0, address, size, flush, pad), Errno.EINVAL, words);
    }

    [Fact]
    public void Unknown_groups_and_queues_are_refused()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup(queues: 2);
        Refused(lab, 2, new DrmPanthorQueueSubmit(0, Va, 8), Errno.EINVAL, "group 2 does not exist");
        Refused(lab, 1, new DrmPanthorQueueSubmit(2, Va, 8), Errno.EINVAL, "queue 2 does not exist; group 1 has 2");
        DrmPanthorQueueSubmit[] jobs = [new(0)];
        Assert.Equal(Errno.EINVAL, lab.Call(() => lab.File.GroupSubmitAsync(1, jobs, pad: 1)).Errno);
        Assert.Equal(2, group.QueueCount);
    }

    [Fact]
    public void No_job_at_all_is_fine_even_without_a_group()
    {
        using GroupLab lab = new();
        Assert.True(lab.Call(() => lab.File.GroupSubmitAsync(99, Array.Empty<DrmPanthorQueueSubmit>())).IsOk);
    }

    [Fact]
    public void Only_16_bits_of_the_handle_count()
    {
        using GroupLab lab = new();
        lab.NewGroup();
        Assert.True(lab.Call(
            () => lab.File.GroupSubmitAsync(0x1_0001, new[] { new DrmPanthorQueueSubmit(0) })).IsOk);
    }

    [Fact]
    public void If_the_last_job_is_bad_none_is_queued()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        uint syncobj = lab.NewSyncobj();
        DrmPanthorQueueSubmit good = new(0, Syncs: new[] { DrmPanthorSyncOp.Signal(syncobj) });
        KernelResult result = lab.TrySubmit(group, good, good with { QueueIndex = 7 });
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.Contains("job 1: queue 7", result.Check);
        Assert.Equal(0, group.Queues[0].QueuedCount);
        Assert.False(lab.File.Syncobjs.FindFence(syncobj, 0).IsOk);
    }

    [Fact]
    public void Syncs_are_checked_as_for_binds()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        uint empty = lab.NewSyncobj();
        Assert.Equal(Errno.EINVAL, TrySync(lab, group, DrmPanthorSyncOp.Signal(9)));
        Assert.Equal(Errno.ENOENT, TrySync(lab, group, DrmPanthorSyncOp.Wait(9)));
        Assert.Equal(Errno.EINVAL, TrySync(lab, group, DrmPanthorSyncOp.Wait(empty)));
    }

    [Fact]
    public void Whichever_allocation_fails_nothing_is_queued()
    {
        using GroupLab lab = new();
        PanthorGroup group = lab.NewGroup();
        uint syncobj = lab.NewSyncobj();
        DrmPanthorQueueSubmit[] jobs =
        [
            new(0, Va, 8, Syncs: new[] { DrmPanthorSyncOp.Signal(syncobj) }),
            new(0, Syncs: new[] { DrmPanthorSyncOp.Wait(syncobj) }),
        ];
        int failures = 0;
        for (int after = 0; failures == after; after++)
        {
            FaultInjection fault = lab.Simulation.Faults.Add(
                new FaultInjection(SyncFaultPoints.KernelAllocation) { After = after });
            KernelResult result = lab.TrySubmit(group, jobs);
            lab.Simulation.Faults.Remove(fault);
            if (!result.IsOk)
            {
                Assert.Equal(Errno.ENOMEM, result.Errno);
                failures++;
                Assert.Equal(0, group.Queues[0].QueuedCount + group.Queues[0].InFlightCount);
                Assert.False(lab.File.Syncobjs.FindFence(syncobj, 0).IsOk);
            }
        }

        Assert.InRange(failures, 5, 100);
    }

    private static Errno TrySync(GroupLab lab, PanthorGroup group, DrmPanthorSyncOp sync) =>
        lab.TrySubmit(group, new DrmPanthorQueueSubmit(0, Syncs: new[] { sync })).Errno;

    private static void Refused(GroupLab lab, uint handle, DrmPanthorQueueSubmit submit, Errno errno, string words)
    {
        KernelResult result = lab.Call(() => lab.File.GroupSubmitAsync(handle, new[] { submit }));
        Assert.Equal(errno, result.Errno);
        Assert.Contains(words, result.Check);
    }
}
