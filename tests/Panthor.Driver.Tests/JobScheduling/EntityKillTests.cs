using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.JobScheduling;

public sealed class EntityKillTests
{
    [Fact]
    public void Killed_jobs_are_finished_with_ESRCH_after_the_one_that_runs()
    {
        using SchedLab lab = new();
        TestJob running = lab.Push("running");
        TestJob first = lab.Push("first");
        TestJob second = lab.Push("second");
        lab.Settle();
        lab.Lab.Run(lab.Entity.KillAsync);
        lab.Settle();
        Assert.True(lab.Entity.IsStopped);
        Assert.Equal(0, first.Done!.GetStatus());
        lab.Complete(running);
        lab.Settle();
        Assert.Equal(-(int)Errno.ESRCH, first.TakeStatus());
        Assert.Equal(-(int)Errno.ESRCH, second.TakeStatus());
        Assert.True(first.IsFreed && second.IsFreed);
        Assert.DoesNotContain("run first", lab.Log);
        running.Done!.Put();
    }

    [Fact]
    public void A_killed_job_waits_for_all_that_it_depends_on()
    {
        using SchedLab lab = new(credits: 2);
        DmaFence outside = lab.Lab.NewFence();
        TestJob other = lab.Push("other");
        DrmSchedEntity dying = lab.NewEntity();
        TestJob job = lab.Push("job", dying, 1, other.Done!, outside);
        lab.Settle();
        lab.Lab.Run(dying.KillAsync);
        lab.Settle();
        outside.Signal();
        lab.Settle();
        Assert.Equal(0, job.Done!.GetStatus());
        lab.Complete(other);
        lab.Settle();
        Assert.Equal(-(int)Errno.ESRCH, job.TakeStatus());
        outside.Put();
        other.Done!.Put();
    }

    [Fact]
    public void A_scheduled_fence_as_dependency_means_the_finished_one_when_a_job_is_killed()
    {
        using SchedLab lab = new(credits: 2);
        TestJob other = lab.Push("other");
        DmaFence scheduled = other.SFence!.Scheduled.Get();
        lab.Settle();
        Assert.True(scheduled.HasSignaledFlag);
        DrmSchedEntity dying = lab.NewEntity();
        TestJob job = lab.NewJob("job", dying);
        job.AddDependency(scheduled);
        job.AddDependency(lab.Lab.Fences.GetStub());
        job.Arm();
        job.Done = job.SFence!.Finished.Get();
        lab.Lab.Run(async () =>
        {
            dying.PushJob(job);
            await dying.KillAsync();
            await lab.Simulation.Sleep(Duration.FromMicroseconds(1));
        });
        Assert.Equal(0, job.Done.GetStatus());
        lab.Complete(other);
        lab.Settle();
        Assert.Equal(-(int)Errno.ESRCH, job.TakeStatus());
        other.Done!.Put();
    }

    [Fact]
    public void Pushing_to_a_killed_entity_is_noted_and_the_job_dies_with_the_entity()
    {
        using SchedLab lab = new();
        lab.Lab.Run(lab.Entity.KillAsync);
        TestJob job = lab.Push("late");
        lab.Settle();
        Assert.Contains(lab.Simulation.Log.Lines, line => line.Message.Contains(
            "Trying to push to a killed entity", System.StringComparison.Ordinal));
        Assert.Empty(lab.Log);
        lab.Lab.Run(lab.Entity.FiniAsync);
        lab.Settle();
        Assert.Equal(-(int)Errno.ESRCH, job.TakeStatus());
        Assert.True(job.IsFreed);
    }

    [Fact]
    public void Flushing_waits_until_all_jobs_were_given_to_the_hardware()
    {
        using SchedLab lab = new();
        TestJob first = lab.Push("first");
        TestJob second = lab.Push("second");
        SimTask flush = lab.Lab.Spawn("flush", () => lab.Entity.FlushAsync(Duration.Zero));
        lab.Settle();
        Assert.False(flush.IsDone);
        lab.Complete(first);
        Assert.True(flush.IsDone);
        Assert.Equal("run second", lab.Log[^1]);
        first.Done!.Put();
        second.Done!.Put();
    }

    [Fact]
    public void A_task_that_dies_kills_the_jobs_that_it_pushed_last()
    {
        using SchedLab lab = new();
        TestJob? running = null;
        TestJob? queued = null;
        SimTask client = lab.Lab.Spawn("client", async () =>
        {
            running = lab.Push("running");
            queued = lab.Push("queued");
            await lab.Simulation.Sleep(Duration.FromMilliseconds(1));
            await lab.Entity.DestroyAsync();
        });
        lab.Settle();
        client.Signal();
        lab.Simulation.RunFor(Duration.FromMilliseconds(500));
        Assert.False(client.IsDone);
        lab.Simulation.RunFor(Duration.FromMilliseconds(600));
        Assert.True(client.IsDone);
        lab.Entities.Clear();
        lab.Complete(running!);
        lab.Settle();
        Assert.Equal(-(int)Errno.ESRCH, queued!.TakeStatus());
        running!.Done!.Put();
    }

    [Fact]
    public void An_entity_that_waits_for_a_dependency_can_be_ended()
    {
        using SchedLab lab = new();
        DmaFence fence = lab.Lab.NewFence();
        DrmSchedEntity entity = lab.NewEntity();
        TestJob job = lab.Push("a", entity, 1, fence);
        lab.Settle();
        lab.Entities.Remove(entity);
        lab.Lab.Run(entity.FiniAsync);
        Assert.Null(entity.Dependency);
        lab.Settle();
        Assert.Equal(0, job.Done!.GetStatus());
        fence.Signal();
        lab.Settle();
        Assert.Equal(-(int)Errno.ESRCH, job.TakeStatus());
        fence.Put();
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    [InlineData(5UL)]
    [InlineData(6UL)]
    [InlineData(7UL)]
    [InlineData(8UL)]
    public void In_any_schedule_every_job_of_a_killed_entity_is_finished_and_freed_once(ulong seed)
    {
        using SchedLab lab = new(credits: 2, options: new SimulationOptions { Chooser = new RandomChooser(seed) });
        DrmSchedEntity dying = lab.NewEntity();
        lab.Entities.Remove(dying);
        TestJob[] jobs = new TestJob[6];
        lab.Lab.Spawn("client", async () =>
        {
            for (int i = 0; i < jobs.Length; i++)
            {
                jobs[i] = lab.NewJob($"{i}", dying);
                jobs[i].CompletesAtOnce = true;
                jobs[i].Arm();
                jobs[i].Done = jobs[i].SFence!.Finished.Get();
                dying.PushJob(jobs[i]);
                await lab.Simulation.PreemptionPoint(ChoiceKind.Other);
            }

            await dying.FiniAsync();
        });
        lab.Simulation.RunUntilIdle();
        Assert.All(jobs, job => Assert.True(job.IsFreed));
        bool killed = false;
        foreach (TestJob job in jobs)
        {
            int status = job.TakeStatus();
            Assert.True(status == 1 ? !killed : status == -(int)Errno.ESRCH);
            killed |= status != 1;
        }
    }
}
