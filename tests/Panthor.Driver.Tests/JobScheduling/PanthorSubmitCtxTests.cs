using System;
using System.Collections.Generic;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Sync.DrmSyncobjFlags;

namespace Panthor.Driver.Tests.JobScheduling;

public sealed class PanthorSubmitCtxTests
{
    [Fact]
    public void A_later_job_waits_for_what_an_earlier_one_of_the_same_call_signals()
    {
        using Submission lab = new();
        uint binary = lab.Table.Create().Value;
        uint timeline = lab.Table.Create().Value;
        Assert.True(lab.Submit(
            [DrmPanthorSyncOp.Signal(binary)],
            [DrmPanthorSyncOp.Wait(binary), DrmPanthorSyncOp.Signal(timeline, 5)],
            [DrmPanthorSyncOp.Wait(timeline, 5)]).IsOk);
        Assert.Equal([lab.Jobs[0].Done!], lab.Jobs[1].Dependencies);
        Assert.Equal([lab.Jobs[1].Done!], lab.Jobs[2].Dependencies);
        Assert.Equal([5UL], lab.Table.Query([timeline], DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED).Value);
        Assert.Equal(Errno.ETIME, lab.Wait(binary));
        lab.RunAll();
        Assert.Equal(Errno.None, lab.Wait(binary));
        Assert.Equal([5UL], lab.Table.Query([timeline]).Value);
        Assert.All(lab.Jobs, job => Assert.True(job.IsFreed));
    }

    [Fact]
    public void A_job_waits_for_fences_from_outside_and_keeps_those_it_replaces()
    {
        using Submission lab = new();
        uint handle = lab.Table.Create().Value;
        DmaFence before = lab.Sched.Lab.NewFence();
        DrmSyncobj syncobj = lab.Table.Find(handle)!;
        syncobj.ReplaceFence(before);
        Assert.True(lab.Submit([DrmPanthorSyncOp.Wait(handle), DrmPanthorSyncOp.Signal(handle)]).IsOk);
        Assert.Equal([before], lab.Jobs[0].Dependencies);
        DmaFence after = syncobj.GetFence()!;
        Assert.Same(lab.Jobs[0].Done, after);
        after.Put();
        syncobj.Put();
        before.Signal();
        before.Put();
    }

    [Fact]
    public void The_last_signal_of_a_call_wins()
    {
        using Submission lab = new();
        uint handle = lab.Table.Create().Value;
        Assert.True(lab.Submit([DrmPanthorSyncOp.Signal(handle)], [DrmPanthorSyncOp.Signal(handle)]).IsOk);
        DmaFence fence = lab.Table.FindFence(handle, 0).Value;
        Assert.Same(lab.Jobs[1].Done, fence);
        fence.Put();
    }

    public static TheoryData<DrmPanthorSyncOp, Errno, string> BadOps() => new()
    {
        { new DrmPanthorSyncOp(0x100, 1), Errno.EINVAL, "unknown bits 0x100" },
        { new DrmPanthorSyncOp(0x8000_0100, 1), Errno.EINVAL, "unknown bits 0x100" },
        { new DrmPanthorSyncOp(2, 1), Errno.EINVAL, "handle type 2" },
        { new DrmPanthorSyncOp(0x8000_0002, 1), Errno.EINVAL, "handle type 2" },
        { new DrmPanthorSyncOp(0, 1, 3), Errno.EINVAL, "point 3 of a binary syncobj" },
        { new DrmPanthorSyncOp(0x8000_0000, 1, 3), Errno.EINVAL, "point 3 of a binary syncobj" },
        { DrmPanthorSyncOp.Signal(99), Errno.EINVAL, "handle 99 does not exist" },
        { DrmPanthorSyncOp.Wait(99), Errno.ENOENT, "handle 99 does not exist" },
        { DrmPanthorSyncOp.Wait(1), Errno.EINVAL, "no fence" },
        { DrmPanthorSyncOp.Wait(1, 7), Errno.EINVAL, "point 7" },
    };

    [Theory]
    [MemberData(nameof(BadOps))]
    public void A_bad_operation_of_any_job_refuses_all_jobs(DrmPanthorSyncOp bad, Errno errno, string check)
    {
        using Submission lab = new();
        uint empty = lab.Table.Create().Value;
        uint signaled = lab.Table.Create().Value;
        Assert.Equal((1U, 2U), (empty, signaled));
        KernelResult result = lab.Submit([DrmPanthorSyncOp.Signal(signaled)], [bad]);
        Assert.Equal(errno, result.Errno);
        Assert.Contains(check, result.Check, StringComparison.Ordinal);
        Assert.StartsWith("job 1: ", result.Check, StringComparison.Ordinal);
        lab.RunAll();
        Assert.Empty(lab.Sched.Log);
        Assert.Equal(Errno.EINVAL, lab.Table.FindFence(signaled, 0).Errno);
        Assert.All(lab.Table.Entries, entry => Assert.Equal(1, entry.Value.ReferenceCount));
    }

    [Fact]
    public void Waiting_for_what_only_a_later_job_signals_is_EINVAL_and_a_warning()
    {
        using Submission lab = new();
        uint handle = lab.Table.Create().Value;
        KernelResult result = lab.Submit([DrmPanthorSyncOp.Wait(handle)], [DrmPanthorSyncOp.Signal(handle)]);
        Assert.Equal(Errno.EINVAL, result.Errno);
        lab.Sched.Lab.TakeFinding(FindingKind.Warn, "no fence yet");
    }

    [Fact]
    public void Each_failed_allocation_refuses_all_jobs()
    {
        for (long after = 0; ; after++)
        {
            using Submission lab = new();
            uint handle = lab.Table.Create(DRM_SYNCOBJ_CREATE_SIGNALED).Value;
            FaultInjection fault = lab.Sched.Simulation.Faults.Add(
                new FaultInjection(SyncFaultPoints.KernelAllocation) { After = after });
            KernelResult result = lab.Submit(
                [DrmPanthorSyncOp.Signal(handle, 4)], [DrmPanthorSyncOp.Wait(handle), DrmPanthorSyncOp.Signal(handle)]);
            if (fault.Fired == 0)
            {
                Assert.True(result.IsOk);
                Assert.InRange(after, 3, 20);
                return;
            }

            Assert.Equal(Errno.ENOMEM, result.Errno);
            Assert.Equal([0UL], lab.Table.Query([handle]).Value);
        }
    }

    [Fact]
    public void The_fences_of_jobs_land_in_the_reservations_that_were_prepared()
    {
        using Submission lab = new();
        Thing thing = new(lab.Sched.Lab.Fences);
        lab.Prepared.Add(thing);
        Assert.True(lab.Submit([], []).IsOk);
        Assert.False(thing.Resv.IsHeld);
        Assert.Equal(1, thing.Resv.FenceCount);
        Assert.False(thing.Resv.TestSignaled(DmaResvUsage.Bookkeep));
        Assert.True(thing.Resv.TestSignaled(DmaResvUsage.Read));
        lab.RunAll();
        Assert.True(thing.Resv.TestSignaled(DmaResvUsage.Bookkeep));
        thing.Resv.Fini();
    }

    /// <summary>Submits jobs as VM_BIND does.</summary>
    private sealed class Submission : IDisposable
    {
        public Submission()
        {
            Table = new SyncobjTable(Sched.Lab.Fences);
        }

        public SchedLab Sched { get; } = new();

        public SyncobjTable Table { get; }

        public List<TestJob> Jobs { get; } = [];

        public List<Thing> Prepared { get; } = [];

        public KernelResult Submit(params DrmPanthorSyncOp[][] syncs) => Sched.Lab.Run(() => SubmitAsync(syncs));

        public Errno Wait(uint handle) => Sched.Lab.Run(() => Table.WaitAsync(new[] { handle }, 0)).Errno;

        public void RunAll()
        {
            Sched.Settle();
            while (Sched.Running.Count != 0)
            {
                Sched.Complete(Sched.Running[0]);
            }

            Sched.Simulation.RunUntilIdle();
        }

        public void Dispose()
        {
            RunAll();
            Table.Release();
            Jobs.ForEach(job => job.Done?.Put());
            Sched.Dispose();
        }

        private async KTask<KernelResult> SubmitAsync(DrmPanthorSyncOp[][] syncs)
        {
            PanthorSubmitCtx context = new(Table, syncs.Length);
            KernelResult result = KernelResult.Ok;
            for (int i = 0; i < syncs.Length && result.IsOk; i++)
            {
                TestJob job = new($"{i}");
                result = job.Init(Sched.Entity, 1);
                if (result.IsOk)
                {
                    Jobs.Add(job);
                    context.AddJob(i, job, syncs[i]);
                }
            }

            result = result.IsOk ? context.CollectJobsSignalOps() : result;
            while (result.IsOk && context.Exec.Cleanup())
            {
                foreach (Thing thing in Prepared)
                {
                    result = await context.Exec.PrepareObjectAsync(thing, syncs.Length);
                }
            }

            result = result.IsOk ? context.AddDepsAndArmJobs() : result;
            if (result.IsOk)
            {
                context.PushJobs((exec, job) =>
                {
                    var test = (TestJob)job;
                    test.Done = job.SFence!.Finished.Get();
                    foreach (IDrmExecObject target in exec.Objects)
                    {
                        target.Resv.AddFence(test.Done, DmaResvUsage.Bookkeep);
                    }
                });
            }

            context.Cleanup(job => SchedLab.Free((TestJob)job));
            return result;
        }
    }

    private sealed class Thing(DmaFences fences) : IDrmExecObject
    {
        public DmaResv Resv { get; } = new(fences);

        public void Get()
        {
        }

        public void Put()
        {
        }
    }
}
