using System;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.JobScheduling;

public sealed class SchedulerRecoveryTests
{
    private static readonly Duration s_timeout = Duration.FromMilliseconds(10);

    [Fact]
    public void A_job_that_takes_too_long_times_out_and_stays_if_it_does_not_hang()
    {
        using SchedLab lab = new(timeout: s_timeout);
        TestJob job = lab.Push("a");
        lab.Simulation.RunFor(Duration.FromMilliseconds(25));
        Assert.Equal(["run a", "timeout a", "timeout a"], lab.Log);
        Assert.Same(job, Assert.Single(lab.Scheduler.PendingJobs));
        lab.Complete(job);
        Assert.Equal("free a", lab.Log[^1]);
        lab.Simulation.RunFor(Duration.FromMilliseconds(50));
        Assert.Equal(4, lab.Log.Count);
        job.Done!.Put();
    }

    [Fact]
    public void The_timeout_begins_anew_with_the_next_job()
    {
        using SchedLab lab = new(credits: 2, timeout: s_timeout);
        TestJob first = lab.Push("first");
        TestJob second = lab.Push("second");
        DmaFence scheduled = second.SFence!.Scheduled.Get();
        lab.Simulation.RunFor(Duration.FromMilliseconds(8));
        lab.Complete(first);
        Assert.Equal(first.Done!.Timestamp, scheduled.Timestamp);
        lab.Simulation.RunFor(Duration.FromMilliseconds(8));
        Assert.DoesNotContain("timeout second", lab.Log);
        lab.Simulation.RunFor(Duration.FromMilliseconds(3));
        Assert.Contains("timeout second", lab.Log);
        scheduled.Put();
        first.Done.Put();
        second.Done!.Put();
    }

    [Fact]
    public void A_reset_keeps_jobs_whose_hardware_fence_is_set_again_and_cancels_the_others()
    {
        using SchedLab lab = new(credits: 4);
        TestJob done = lab.Push("done");
        TestJob kept = lab.Push("kept");
        TestJob lost = lab.Push("lost");
        lab.Settle();
        lab.Running.Remove(done);
        lab.Lab.Run(async () =>
        {
            await lab.Scheduler.StopWorkqueueAsync();
            done.HardwareFence!.Signal();
            await lab.Scheduler.StopAsync(null);
            Assert.Equal("free done", lab.Log[^1]);
            Assert.Equal([kept, lost], lab.Scheduler.PendingJobs);
            Assert.Equal(0U, lab.Scheduler.CreditCount);
            Assert.Null(kept.SFence!.Parent);
            Assert.False(kept.IsSignaled());
            kept.SFence.Parent = kept.HardwareFence!.Get();
            lab.Scheduler.Start();
        });
        lab.Settle();
        Assert.Equal(-(int)Errno.ECANCELED, lost.TakeStatus());
        Assert.Equal(0, kept.Done!.GetStatus());
        lab.Running.Remove(lost);
        lost.HardwareFence!.Signal();
        lab.Complete(kept);
        Assert.Equal(1, kept.TakeStatus());
        Assert.Equal(1, done.TakeStatus());
        Assert.Equal("free kept", lab.Log[^2]);
        Assert.Equal("free lost", lab.Log[^1]);
    }

    [Fact]
    public void While_stopped_nothing_is_run_or_freed_and_the_given_error_is_used()
    {
        using SchedLab lab = new();
        TestJob job = lab.Push("a");
        lab.Settle();
        lab.Lab.Run(() => lab.Scheduler.StopAsync(null));
        TestJob later = lab.Push("later");
        lab.Settle();
        Assert.True(lab.Scheduler.IsStopped);
        Assert.Equal(["run a"], lab.Log);
        lab.Running.Remove(job);
        job.HardwareFence!.Signal();
        lab.Scheduler.Start(Errno.EIO);
        lab.Settle();
        Assert.Equal(-(int)Errno.EIO, job.TakeStatus());
        Assert.Equal(["run a", "free a", "run later"], [lab.Log[0], .. Sorted(lab)]);
        later.Done!.Put();
    }

    [Fact]
    public void The_job_that_timed_out_is_put_back_by_stop_and_freed_if_it_was_done()
    {
        using SchedLab lab = new(timeout: s_timeout);
        TestJob job = lab.Push("late");
        lab.TimedOut = async late =>
        {
            lab.Running.Remove(late);
            late.HardwareFence!.Signal();
            await lab.Scheduler.StopAsync(late);
            Assert.False(late.IsFreed);
            lab.Scheduler.Start();
            return DrmGpuSchedStat.Reset;
        };
        lab.Simulation.RunFor(Duration.FromMilliseconds(15));
        Assert.Equal(["run late", "timeout late", "free late"], lab.Log);
        Assert.Equal(1, job.TakeStatus());
    }

    [Fact]
    public void A_hang_is_recovered_from_by_stop_and_start()
    {
        using SchedLab lab = new(timeout: s_timeout);
        TestJob hung = lab.Push("hung");
        TestJob next = lab.Push("next");
        lab.TimedOut = async bad =>
        {
            await lab.Scheduler.StopAsync(bad);
            lab.Running.Remove(bad);
            bad.HardwareFence!.SetError(Errno.EIO);
            bad.HardwareFence.Signal();
            lab.Scheduler.Start(Errno.ETIME);
            return DrmGpuSchedStat.Reset;
        };
        lab.Simulation.RunFor(Duration.FromMilliseconds(15));
        Assert.Equal(-(int)Errno.ETIME, hung.TakeStatus());
        Assert.Equal(["run hung", "timeout hung", "run next", "free hung"], lab.Log);
        next.Done!.Put();
    }

    [Fact]
    public void Fault_and_immediate_timeouts_do_not_wait()
    {
        using SchedLab lab = new();
        TestJob job = lab.Push("a");
        lab.Settle();
        lab.Scheduler.Fault();
        lab.Settle();
        Assert.Equal(["run a", "timeout a"], lab.Log);
        lab.TimedOut = _ => KTask.FromResult(DrmGpuSchedStat.NoDevice);
        lab.Scheduler.QueueTimeoutImmediately();
        lab.Settle();
        Assert.Equal(["run a", "timeout a", "timeout a"], lab.Log);
        Assert.Equal(Duration.Zero, lab.Scheduler.Timeout);
        Assert.Empty(lab.Scheduler.PendingJobs);
        lab.Complete(job);
        SchedLab.Free(job);
        job.Done!.Put();
    }

    [Fact]
    public void The_timeout_can_be_held_and_goes_on_with_what_was_left()
    {
        using SchedLab lab = new(timeout: s_timeout);
        TestJob job = lab.Push("a");
        lab.Simulation.RunFor(Duration.FromMilliseconds(4));
        Duration left = lab.Scheduler.SuspendTimeout();
        Assert.Equal(6, left.Milliseconds);
        lab.Simulation.RunFor(Duration.FromMilliseconds(50));
        lab.Scheduler.ResumeTimeout(left);
        lab.Simulation.RunFor(Duration.FromMilliseconds(5));
        Assert.Equal(["run a"], lab.Log);
        lab.Simulation.RunFor(Duration.FromMilliseconds(2));
        Assert.Equal("timeout a", lab.Log[^1]);
        job.Done!.Put();
    }

    [Fact]
    public void Guilty_entities_have_their_jobs_marked_as_cancelled()
    {
        using SchedLab lab = new();
        GuiltyMark guilty = new();
        DrmSchedEntity entity = lab.NewEntity(DrmSchedPriority.Normal, guilty);
        TestJob bad = lab.Push("bad", entity);
        TestJob next = lab.Push("next", entity);
        lab.Settle();
        lab.Scheduler.IncreaseKarma(bad);
        Assert.Equal(1, bad.Karma);
        Assert.True(guilty.IsSet);
        lab.Complete(bad);
        lab.Complete(next);
        Assert.Equal(-(int)Errno.ECANCELED, next.TakeStatus());
        bad.Done!.Put();
    }

    [Fact]
    public void Resubmitting_runs_pending_jobs_again_and_cancels_those_of_a_guilty_context()
    {
        using SchedLab lab = new(credits: 4);
        DrmSchedEntity other = lab.NewEntity(DrmSchedPriority.Normal);
        TestJob innocent = lab.Push("innocent");
        TestJob bad = lab.Push("bad", other);
        lab.Settle();
        lab.Lab.Run(async () =>
        {
            await lab.Scheduler.StopAsync(null);
            lab.Scheduler.IncreaseKarma(bad);
            await lab.Scheduler.ResubmitJobsAsync();
            lab.Scheduler.Start();
        });
        Assert.Equal(2, lab.Log.FindAll(line => line == "run bad").Count);
        lab.Complete(innocent);
        lab.Complete(bad);
        Assert.Equal(1, innocent.TakeStatus());
        Assert.Equal(-(int)Errno.ECANCELED, bad.TakeStatus());
    }

    [Fact]
    public void The_end_cancels_jobs_that_the_hardware_has_if_the_driver_can()
    {
        using SchedLab lab = new(credits: 2);
        lab.CanCancelJobs = true;
        TestJob a = lab.Push("a");
        TestJob b = lab.Push("b");
        lab.Settle();
        lab.Fini();
        Assert.Equal(["run a", "run b", "cancel b", "free b", "cancel a", "free a"], lab.Log);
        Assert.Equal(-(int)Errno.ECANCELED, a.TakeStatus());
        Assert.Equal(-(int)Errno.ECANCELED, b.TakeStatus());
        Assert.False(lab.Scheduler.IsReady);
    }

    [Fact]
    public void An_end_with_pending_jobs_is_noted_in_the_log()
    {
        using SchedLab lab = new();
        TestJob job = lab.Push("a");
        lab.Settle();
        lab.Fini();
        Assert.Contains(lab.Simulation.Log.Lines, line =>
            line.Message.Contains("Tearing down scheduler while jobs are pending!", StringComparison.Ordinal));
        lab.Complete(job);
        SchedLab.Free(job);
        job.Done!.Put();
    }

    private static string[] Sorted(SchedLab lab)
    {
        string[] rest = [.. lab.Log];
        rest = rest[1..];
        Array.Sort(rest, StringComparer.Ordinal);
        return rest;
    }
}
