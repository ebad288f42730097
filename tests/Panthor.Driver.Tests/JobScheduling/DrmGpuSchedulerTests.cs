using System;
using System.Linq;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.JobScheduling;

public sealed class DrmGpuSchedulerTests
{
    [Fact]
    public void A_job_is_run_then_its_fences_are_signalled_and_it_is_freed()
    {
        using SchedLab lab = new();
        TestJob job = lab.Push("a");
        DmaFence scheduled = job.SFence!.Scheduled.Get();
        Assert.Equal("lab-sched", scheduled.TimelineName);
        Assert.Equal("drm_sched", scheduled.DriverName);
        Assert.Equal(scheduled.Context + 1, job.Done!.Context);
        lab.Settle();
        Assert.True(scheduled.HasSignaledFlag);
        Assert.False(job.Done.HasSignaledFlag);
        Assert.Equal(1U, lab.Scheduler.CreditCount);
        Assert.Same(job, Assert.Single(lab.Scheduler.PendingJobs));
        lab.Complete(job);
        Assert.Equal(["run a", "free a"], lab.Log);
        Assert.Equal(1, job.TakeStatus());
        Assert.Equal(0U, lab.Scheduler.CreditCount);
        scheduled.Put();
    }

    [Fact]
    public void The_error_of_the_hardware_or_of_run_job_becomes_that_of_the_job()
    {
        using SchedLab lab = new();
        TestJob hung = lab.Push("hung");
        TestJob refused = lab.NewJob("refused");
        refused.Failure = Errno.ECANCELED;
        refused.Arm();
        refused.Done = refused.SFence!.Finished.Get();
        lab.Entity.PushJob(refused);
        lab.Settle();
        lab.Complete(hung, Errno.EIO);
        Assert.Equal(-(int)Errno.EIO, hung.TakeStatus());
        Assert.Equal(-(int)Errno.ECANCELED, refused.TakeStatus());
        Assert.Equal(Errno.ECANCELED, lab.Entity.Error);
    }

    [Fact]
    public void A_job_without_a_hardware_fence_is_done_when_run_job_returns()
    {
        using SchedLab lab = new();
        TestJob job = lab.NewJob("a");
        job.CompletesAtOnce = true;
        job.Arm();
        job.Done = job.SFence!.Finished.Get();
        lab.Entity.PushJob(job);
        lab.Simulation.RunUntilIdle();
        Assert.Equal(1, job.TakeStatus());
        Assert.Equal(["run a", "free a"], lab.Log);
    }

    [Fact]
    public void Jobs_of_an_entity_run_in_order_and_no_more_than_the_credits_allow()
    {
        using SchedLab lab = new(credits: 3);
        TestJob a = lab.Push("a");
        TestJob b = lab.Push("b", credits: 2);
        TestJob c = lab.Push("c");
        lab.Settle();
        Assert.Equal(["run a", "run b"], lab.Log);
        Assert.Equal(3U, lab.Scheduler.CreditCount);
        lab.Complete(a);
        Assert.Equal(["run a", "run b", "free a", "run c"], lab.Log);
        PutAll(a, b, c);
    }

    [Fact]
    public void Nobody_overtakes_an_entity_that_waits_for_credits()
    {
        using SchedLab lab = new(credits: 2);
        TestJob a = lab.Push("a");
        lab.Settle();
        TestJob large = lab.Push("large", credits: 2);
        TestJob small = lab.Push("small", lab.NewEntity());
        lab.Settle();
        Assert.Equal(["run a"], lab.Log);
        lab.Complete(a);
        Assert.Equal("run large", lab.Log[^1]);
        lab.Complete(large);
        Assert.Equal("run small", lab.Log[^1]);
        PutAll(a, large, small);
    }

    [Fact]
    public void A_job_with_more_credits_than_there_are_is_truncated_with_a_warning()
    {
        using SchedLab lab = new(credits: 2);
        TestJob job = lab.Push("large", credits: 5);
        lab.Settle();
        lab.Lab.TakeFinding(FindingKind.Warn, "truncate");
        Assert.Equal(2U, lab.Scheduler.CreditCount);
        PutAll(job);
    }

    [Fact]
    public void Dependencies_are_waited_for_whatever_their_order()
    {
        using SchedLab lab = new();
        DmaFence[] fences = [lab.Lab.NewFence(), lab.Lab.NewFence(), lab.Lab.NewFence()];
        TestJob job = lab.Push("a", after: fences);
        fences[1].Signal();
        fences[0].SetError(Errno.EIO);
        fences[0].Signal();
        lab.Settle();
        Assert.Empty(lab.Log);
        Assert.Same(fences[2], lab.Entity.Dependency);
        fences[2].Signal();
        lab.Settle();
        Assert.Equal(["run a"], lab.Log);
        Array.ForEach(fences, fence => fence.Put());
        PutAll(job);
    }

    [Fact]
    public void Of_one_context_only_the_latest_dependency_counts()
    {
        using SchedLab lab = new();
        DmaFenceContext context = lab.Lab.NewContext();
        DmaFence[] fences = [context.NewFence(), context.NewFence(), lab.Lab.NewFence()];
        TestJob job = lab.NewJob("a");
        job.AddDependency(fences[1].Get());
        job.AddDependency(fences[0].Get());
        job.AddDependency(fences[2].Get());
        Assert.True(job.AddDependency(null).IsOk);
        Assert.Equal([fences[1], fences[2]], job.Dependencies);
        Assert.True(job.HasDependency(fences[1]));
        Assert.False(job.HasDependency(fences[0]));
        SchedLab.Free(job);
        Array.ForEach(fences, fence => fence.Signal());
        Array.ForEach(fences, fence => fence.Put());
    }

    [Fact]
    public void A_dependency_on_a_job_of_the_same_scheduler_is_met_when_that_is_scheduled()
    {
        using SchedLab lab = new(credits: 4);
        TestJob first = lab.Push("first");
        TestJob second = lab.Push("second", lab.NewEntity(), 1, first.Done!);
        lab.Settle();
        Assert.Equal(["run first", "run second"], lab.Log);
        PutAll(first, second);
    }

    [Fact]
    public void A_job_that_must_not_be_pipelined_is_waited_for_until_it_is_finished()
    {
        using SchedLab lab = new(credits: 4);
        TestJob first = lab.Push("first");
        first.SFence!.DontPipeline = true;
        TestJob second = lab.Push("second", lab.NewEntity(), 1, first.Done!);
        lab.Settle();
        Assert.Equal(["run first"], lab.Log);
        lab.Complete(first);
        Assert.Equal(["run first", "run second", "free first"], lab.Log);
        PutAll(first, second);
    }

    [Fact]
    public void A_dependency_on_the_own_entity_is_no_dependency()
    {
        using SchedLab lab = new(credits: 4);
        TestJob first = lab.Push("first");
        first.SFence!.DontPipeline = true;
        TestJob second = lab.Push("second", null, 1, first.Done!);
        lab.Settle();
        Assert.Equal(["run first", "run second"], lab.Log);
        PutAll(first, second);
    }

    [Fact]
    public void The_driver_may_ask_for_further_dependencies()
    {
        using SchedLab lab = new();
        DmaFence fence = lab.Lab.NewFence();
        int asked = 0;
        lab.Prepare = _ => asked++ == 0 ? fence.Get() : null;
        TestJob job = lab.Push("a");
        lab.Settle();
        Assert.Empty(lab.Log);
        fence.Signal();
        lab.Settle();
        Assert.Equal(["run a"], lab.Log);
        Assert.Equal(2, asked);
        fence.Put();
        PutAll(job);
    }

    [Fact]
    public void Higher_priorities_go_first_and_unknown_ones_become_the_lowest()
    {
        using SchedLab lab = new(runQueues: 3);
        TestJob first = lab.Push("first");
        lab.Settle();
        DrmSchedEntity low = lab.NewEntity(DrmSchedPriority.Low);
        Assert.Equal(DrmSchedPriority.Normal, low.Priority);
        TestJob slow = lab.Push("slow", low);
        TestJob fast = lab.Push("fast", lab.NewEntity(DrmSchedPriority.High));
        lab.Settle();
        lab.Complete(first);
        lab.Complete(fast);
        Assert.Equal(["run first", "free first", "run fast", "free fast", "run slow"], lab.Log);
        PutAll(first, slow, fast);
    }

    [Theory]
    [InlineData(DrmSchedPolicy.Fifo, "a1 a2 b1 b2")]
    [InlineData(DrmSchedPolicy.RoundRobin, "a1 b1 a2 b2")]
    public void The_policy_says_which_entity_is_next(DrmSchedPolicy policy, string expected)
    {
        using SchedLab lab = new(policy: policy);
        DrmSchedEntity other = lab.NewEntity();
        TestJob[] jobs =
        [
            lab.Push("a1"), lab.Push("a2"),
        ];
        lab.Simulation.RunFor(Duration.FromMicroseconds(1));
        jobs = [.. jobs, lab.Push("b1", other), lab.Push("b2", other)];
        while (lab.Running.Count != 0)
        {
            lab.Complete(lab.Running[0]);
        }

        Assert.Equal(expected, string.Join(' ', lab.Log.Where(line => line.StartsWith("run ", StringComparison.Ordinal))
            .Select(line => line[4..])));
        PutAll(jobs);
    }

    [Fact]
    public void An_entity_with_several_schedulers_goes_to_the_least_loaded()
    {
        using SchedLab busy = new(credits: 9);
        DrmGpuScheduler idle = DrmGpuScheduler.Create(
            busy.Lab.Fences, new DrmSchedInitArgs { Ops = busy, Name = "idle", RunQueueCount = 4 }).Value;
        TestJob load = busy.Push("load");
        DrmSchedEntity entity = DrmSchedEntity.Create(DrmSchedPriority.Kernel, [busy.Scheduler, idle]).Value;
        TestJob job = busy.Push("job", entity);
        Assert.Same(idle, job.Scheduler);
        Assert.Same(idle, entity.Scheduler);
        busy.Settle();
        busy.Complete(job);
        busy.Lab.Run(async () =>
        {
            await entity.DestroyAsync();
            await idle.FiniAsync();
        });
        PutAll(load, job);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using SchedLab lab = new();
        DrmSchedInitArgs args = new() { Ops = lab, Name = "bad", RunQueueCount = 5 };
        Assert.Equal(Errno.EINVAL, DrmGpuScheduler.Create(lab.Lab.Fences, args).Errno);
        Assert.Equal(Errno.EINVAL, DrmSchedEntity.Create(DrmSchedPriority.Kernel, []).Errno);
        TestJob job = new("bad");
        Assert.Equal(Errno.EINVAL, job.Init(lab.Entity, 0).Errno);
        foreach (Func<Errno> call in new Func<Errno>[]
        {
            () => DrmGpuScheduler.Create(lab.Lab.Fences, new DrmSchedInitArgs { Ops = lab, Name = "s" }).Errno,
            () => DrmSchedEntity.Create(DrmSchedPriority.Kernel, [lab.Scheduler]).Errno,
            () => job.Init(lab.Entity, 1).Errno,
        })
        {
            lab.Simulation.Faults.Add(new FaultInjection(SyncFaultPoints.KernelAllocation));
            Assert.Equal(Errno.ENOMEM, call());
        }
    }

    [Fact]
    public void A_job_that_is_given_up_before_it_was_armed_leaves_nothing()
    {
        using SchedLab lab = new();
        DmaFence fence = lab.Lab.NewFence();
        TestJob job = lab.NewJob("a");
        job.AddDependency(fence.Get());
        SchedLab.Free(job);
        Assert.Null(job.SFence);
        fence.Signal();
        fence.Put();
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    [InlineData(5UL)]
    public void In_any_schedule_all_jobs_of_all_entities_run_in_order(ulong seed)
    {
        using SchedLab lab = new(credits: 3, options: new SimulationOptions { Chooser = new RandomChooser(seed) });
        DrmSchedEntity[] entities = [lab.Entity, lab.NewEntity(), lab.NewEntity(DrmSchedPriority.High)];
        int done = 0;
        for (int e = 0; e < entities.Length; e++)
        {
            int number = e;
            lab.Lab.Spawn($"client-{e}", async () =>
            {
                DmaFence? previous = null;
                for (int i = 0; i < 6; i++)
                {
                    TestJob job = previous is null
                        ? lab.Push($"{number}{i}", entities[number])
                        : lab.Push($"{number}{i}", entities[(number + i) % 3], 1, previous);
                    await lab.Simulation.PreemptionPoint(ChoiceKind.Other);
                    previous?.Put();
                    previous = job.Done;
                }

                Assert.Equal(Errno.None, await previous!.WaitAsync(false));
                previous.Put();
                done++;
            });
        }

        lab.Lab.Spawn("hardware", async () =>
        {
            while (done < 3)
            {
                await lab.Simulation.Sleep(Duration.FromMicroseconds(1));
                while (lab.Running.Count != 0)
                {
                    TestJob job = lab.Running[0];
                    lab.Running.RemoveAt(0);
                    job.HardwareFence!.Signal();
                }
            }
        });
        lab.Simulation.RunUntilIdle();
        Assert.Equal(3, done);
        Assert.Equal(36, lab.Log.Count);
    }

    private static void PutAll(params TestJob[] jobs)
    {
        foreach (TestJob job in jobs)
        {
            job.Done!.Put();
        }
    }
}
