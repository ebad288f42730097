using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Device;

/// <summary>The core of runtime power management, with a device that does what the test says.</summary>
public sealed class RuntimePmTests
{
    private static readonly Duration s_delay = Duration.FromMilliseconds(50);
    private static readonly Duration s_work = Duration.FromMilliseconds(3);

    [Fact]
    public void The_first_user_brings_the_power_and_the_last_one_lets_it_go_after_the_delay()
    {
        using var lab = new PmLab();
        Assert.Equal(Errno.None, lab.Get());
        Assert.Equal(Errno.None, lab.Get());
        lab.Pm.Put();
        lab.Simulation.RunFor(Duration.FromSeconds(1));
        Assert.Equal(RpmStatus.Active, lab.Pm.Status);
        lab.Pm.PutAutosuspend();
        lab.Simulation.RunFor(Duration.FromMilliseconds(49));
        Assert.Equal(RpmStatus.Active, lab.Pm.Status);
        lab.Simulation.RunUntilIdle();
        Assert.Equal(["resume", "suspend"], lab.Calls);
    }

    [Fact]
    public void Whoever_marks_the_device_as_busy_puts_the_suspend_off()
    {
        using var lab = new PmLab();
        lab.Get();
        lab.Pm.PutAutosuspend();
        VirtualTime start = lab.Simulation.Now;
        for (int i = 0; i < 5; i++)
        {
            lab.Simulation.RunFor(Duration.FromMilliseconds(30));
            lab.Pm.MarkLastBusy();
        }

        Assert.Equal(RpmStatus.Active, lab.Pm.Status);
        lab.Simulation.RunUntilIdle();
        Assert.Equal(RpmStatus.Suspended, lab.Pm.Status);
        Assert.Equal(200 + 3, (lab.Simulation.Now - start).Milliseconds);
    }

    [Fact]
    public void Without_autosuspend_the_power_goes_with_the_last_user()
    {
        using var lab = new PmLab();
        lab.Pm.DontUseAutosuspend();
        lab.Get();
        VirtualTime start = lab.Simulation.Now;
        lab.Pm.Put();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(s_work, lab.Simulation.Now - start);
        lab.Get();
        lab.Run(lab.Pm.PutSyncSuspendAsync);
        Assert.Equal(["resume", "suspend", "resume", "suspend"], lab.Calls);
    }

    [Fact]
    public void Users_who_come_at_the_same_time_wait_for_one_resume()
    {
        using var lab = new PmLab();
        var first = lab.Simulation.Spawn("first", lab.Pm.ResumeAndGetAsync);
        var second = lab.Simulation.Spawn("second", lab.Pm.ResumeAndGetAsync);
        Assert.Equal(Errno.None, lab.Simulation.RunToCompletion(first));
        Assert.Equal(Errno.None, lab.Simulation.RunToCompletion(second));
        Assert.Equal((2, 1), (lab.Pm.UsageCount, lab.Calls.Count));
    }

    [Fact]
    public void A_user_who_comes_during_a_suspend_waits_for_its_end_and_brings_the_power_back()
    {
        using var lab = new PmLab();
        lab.Get();
        lab.Pm.PutAutosuspend();
        lab.Simulation.RunUntil(() => lab.Pm.Status == RpmStatus.Suspending, Duration.FromSeconds(1));
        Assert.Equal(Errno.None, lab.Get());
        Assert.Equal(["resume", "suspend", "resume"], lab.Calls);
    }

    [Fact]
    public void A_get_that_does_not_wait_brings_the_power_by_and_by()
    {
        using var lab = new PmLab();
        lab.Pm.Get();
        Assert.Equal((RpmStatus.Suspended, 1), (lab.Pm.Status, lab.Pm.UsageCount));
        lab.Simulation.RunUntilIdle();
        Assert.Equal(RpmStatus.Active, lab.Pm.Status);
        lab.Pm.PutAutosuspend();
        lab.Simulation.RunUntil(() => lab.Pm.Status == RpmStatus.Suspending, Duration.FromSeconds(1));
        lab.Pm.Get();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(["resume", "suspend", "resume"], lab.Calls);
    }

    [Theory]
    [InlineData(Errno.EIO, Errno.EIO, Errno.EINVAL)]
    [InlineData(Errno.EAGAIN, Errno.None, Errno.None)]
    [InlineData(Errno.EBUSY, Errno.None, Errno.None)]
    public void An_error_of_the_resume_stays_unless_it_is_a_passing_one(Errno error, Errno kept, Errno next)
    {
        using var lab = new PmLab { ResumeResult = error };
        Assert.Equal(error, lab.Get());
        Assert.Equal((kept, 0, RpmStatus.Suspended), (lab.Pm.RuntimeError, lab.Pm.UsageCount, lab.Pm.Status));
        lab.ResumeResult = Errno.None;
        Assert.Equal(next, lab.Get());
        lab.Pm.SetSuspended();
        Assert.Equal(Errno.None, lab.Get());
    }

    [Fact]
    public void A_suspend_that_fails_leaves_the_power_on()
    {
        using var lab = new PmLab { SuspendResult = Errno.EBUSY };
        lab.Get();
        lab.Pm.PutAutosuspend();
        lab.Simulation.RunUntilIdle();
        Assert.Equal((RpmStatus.Active, Errno.None), (lab.Pm.Status, lab.Pm.RuntimeError));
        lab.SuspendResult = Errno.None;
        lab.Get();
        lab.Pm.PutAutosuspend();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(RpmStatus.Suspended, lab.Pm.Status);
    }

    [Fact]
    public void While_it_is_disabled_nothing_changes_and_a_device_without_power_is_EACCES()
    {
        using var lab = new PmLab();
        lab.Run(lab.Pm.DisableAsync);
        Assert.Equal((Errno.EACCES, 0), (lab.Get(), lab.Pm.UsageCount));
        Assert.True(lab.Pm.IsActive);
        lab.Pm.Enable();
        Assert.False(lab.Pm.IsActive);
        Assert.Equal(Errno.None, lab.Get());
        lab.Run(lab.Pm.DisableAsync);
        Assert.Equal(Errno.None, lab.Get());
        lab.Pm.Put();
        lab.Pm.Put();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(RpmStatus.Active, lab.Pm.Status);
    }

    [Fact]
    public void A_disable_waits_for_the_transition_under_way()
    {
        using var lab = new PmLab();
        var user = lab.Simulation.Spawn("user", lab.Pm.ResumeAndGetAsync);
        lab.Simulation.RunUntil(() => lab.Pm.Status == RpmStatus.Resuming, Duration.FromSeconds(1));
        lab.Run(lab.Pm.DisableAsync);
        Assert.Equal(RpmStatus.Active, lab.Pm.Status);
        Assert.Equal(Errno.None, lab.Simulation.RunToCompletion(user));
    }

    [Fact]
    public void The_systems_sleep_takes_the_power_from_a_device_in_use_and_gives_it_back()
    {
        using var lab = new PmLab();
        lab.Get();
        Assert.Equal(Errno.None, lab.Call(lab.Pm.ForceSuspendAsync));
        Assert.Equal((RpmStatus.Suspended, Errno.EACCES), (lab.Pm.Status, lab.Get()));
        Assert.Equal(Errno.None, lab.Call(lab.Pm.ForceResumeAsync));
        Assert.Equal((RpmStatus.Active, Errno.None), (lab.Pm.Status, lab.Get()));
        Assert.Equal(["resume", "suspend", "resume"], lab.Calls);
    }

    [Fact]
    public void The_systems_sleep_leaves_a_device_without_users_alone()
    {
        using var lab = new PmLab();
        Assert.Equal(Errno.None, lab.Call(lab.Pm.ForceSuspendAsync));
        Assert.Equal(Errno.None, lab.Call(lab.Pm.ForceResumeAsync));
        Assert.Empty(lab.Calls);
        Assert.Equal(Errno.None, lab.Get());
    }

    [Fact]
    public void A_device_that_refuses_to_sleep_goes_on_as_before()
    {
        using var lab = new PmLab { SuspendResult = Errno.EBUSY };
        lab.Get();
        Assert.Equal(Errno.EBUSY, lab.Call(lab.Pm.ForceSuspendAsync));
        Assert.Equal((RpmStatus.Active, Errno.None), (lab.Pm.Status, lab.Get()));
    }

    [Fact]
    public void A_put_too_many_and_an_enable_too_many_are_warnings()
    {
        using var lab = new PmLab();
        lab.Pm.Put();
        lab.Pm.Enable();
        Assert.Equal(0, lab.Pm.UsageCount);
        Assert.Equal(2, lab.Simulation.Findings.Count);
        lab.Simulation.Findings.Clear();
    }

    private sealed class PmLab : System.IDisposable
    {
        public PmLab()
        {
            Simulation = new Simulation(new SimulationOptions());
            Pm = new RuntimePm(Simulation, () => DoAsync("suspend"), () => DoAsync("resume"));
            Pm.UseAutosuspend(s_delay);
            Pm.Enable();
        }

        public Simulation Simulation { get; }

        public RuntimePm Pm { get; }

        public List<string> Calls { get; } = [];

        public Errno SuspendResult { get; set; }

        public Errno ResumeResult { get; set; }

        public Errno Get() => Call(Pm.ResumeAndGetAsync);

        public Errno Call(System.Func<KTask<Errno>> call) =>
            Simulation.RunToCompletion(Simulation.Spawn("test", call));

        public void Run(System.Func<KTask> call) => Simulation.RunToCompletion(Simulation.Spawn("test", call));

        public void Dispose()
        {
            Assert.Empty(Simulation.Findings);
            Simulation.Dispose();
        }

        private async KTask<Errno> DoAsync(string what)
        {
            Calls.Add(what);
            await Simulation.Sleep(s_work);
            return what == "suspend" ? SuspendResult : ResumeResult;
        }
    }
}
