using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Sync.DrmSyncobjFlags;

namespace Panthor.Driver.Tests.Sync;

public sealed class SyncobjWaitTests
{
    private const long Second = 1_000_000_000;
    private static readonly Duration s_millisecond = Duration.FromMilliseconds(1);

    [Fact]
    public void Waiting_for_any_tells_the_first_that_is_signalled()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 3);
        lab.Spawn("issuer", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            set.Fences[1].Signal();
        });
        Assert.Equal(1U, set.Wait(Second, 0).Value);
        Assert.Equal(1, lab.Simulation.Now.Nanoseconds / 1_000_000);
        Assert.Equal(1U, set.Wait(0, 0).Value);
    }

    [Fact]
    public void Waiting_for_all_ends_with_the_last()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 3);
        lab.Spawn("issuer", async () =>
        {
            foreach (int i in new[] { 2, 0, 1 })
            {
                await lab.Simulation.Sleep(s_millisecond);
                set.Fences[i].Signal();
            }
        });
        Assert.Equal(uint.MaxValue, set.Wait(Second, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL).Value);
        Assert.Equal(3, lab.Simulation.Now.Nanoseconds / 1_000_000);
        Assert.Equal(0U, set.Wait(0, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL).Value);
    }

    [Fact]
    public void Timeouts_are_absolute_and_the_past_only_looks()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 1);
        lab.Simulation.RunFor(s_millisecond * 5);
        Assert.Equal(Errno.ETIME, set.Wait(4_000_000, 0).Errno);
        Assert.Equal(Errno.ETIME, set.Wait(-1, 0).Errno);
        Assert.Equal(Errno.ETIME, set.Wait(0, 0).Errno);
        Assert.Equal(5_000_000, lab.Simulation.Now.Nanoseconds);
        Assert.Equal(Errno.ETIME, set.Wait(7_000_000, 0).Errno);
        Assert.Equal(7_000_000, lab.Simulation.Now.Nanoseconds);
    }

    [Fact]
    public void The_longest_timeout_sets_no_clock()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 1);
        SimTask waiter = lab.Spawn("waiter", async () =>
            Assert.True((await set.Table.WaitAsync(set.Handles, long.MaxValue)).IsOk));
        lab.Simulation.RunUntilIdle();
        Assert.Equal(0, lab.Simulation.Now.Nanoseconds);
        set.Fences[0].Signal();
        lab.Simulation.RunUntilIdle();
        Assert.True(waiter.IsDone);
    }

    [Fact]
    public void A_signal_ends_the_wait()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 2);
        Errno errno = Errno.None;
        SimTask waiter = lab.Spawn("waiter", async () =>
            errno = (await set.Table.WaitAsync(set.Handles, Second)).Errno);
        lab.Simulation.RunFor(s_millisecond);
        waiter.Signal();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(Errno.ERESTARTSYS, errno);
        Assert.All(set.Table.Entries, entry => Assert.Equal(1, entry.Value.ReferenceCount));
    }

    [Fact]
    public void Waiting_for_submission_waits_for_a_fence_and_then_for_its_signal()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 1, submitted: false);
        Assert.Equal(Errno.ETIME, set.Wait(0, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT).Errno);
        lab.Spawn("issuer", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            set.Submit(0, 0);
            await lab.Simulation.Sleep(s_millisecond);
            set.Fences[0].Signal();
        });
        Assert.Equal(0U, set.Wait(Second, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT).Value);
        Assert.Equal(2, lab.Simulation.Now.Nanoseconds / 1_000_000);
    }

    [Fact]
    public void Waiting_until_available_ends_with_the_submission()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 1, submitted: false);
        lab.Spawn("issuer", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            set.Submit(0, 3);
            await lab.Simulation.Sleep(s_millisecond);
            set.Submit(0, 4);
        });
        Assert.Equal(0U, set.TimelineWait([4], Second, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE).Value);
        Assert.Equal(2, lab.Simulation.Now.Nanoseconds / 1_000_000);
        Assert.Equal(0U, set.TimelineWait([4], 0, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE).Value);
        Assert.Equal(Errno.ETIME, set.TimelineWait([4], 0, 0).Errno);
        Assert.Equal(0, set.Pending);
    }

    [Fact]
    public void A_point_is_reached_when_it_and_all_before_it_are_signalled()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 1, submitted: false);
        DmaFence early = set.Submit(0, 3);
        DmaFence late = set.Submit(0, 4);
        late.Signal();
        Assert.Equal(Errno.ETIME, set.TimelineWait([4], 0, 0).Errno);
        lab.Spawn("issuer", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            early.Signal();
        });
        Assert.Equal(0U, set.TimelineWait([4], Second, 0).Value);
        Assert.Equal(1, lab.Simulation.Now.Nanoseconds / 1_000_000);
        Assert.Equal(0U, set.TimelineWait([2], 0, 0).Value);
    }

    [Fact]
    public void Looking_for_a_fence_waits_five_seconds_for_its_submission()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 1, submitted: false);
        uint handle = set.Handles[0];
        const uint Submit = DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT;
        Assert.Equal(Errno.ETIME, lab.Run(() => set.Table.FindFenceAsync(handle, 2, Submit)).Errno);
        Assert.Equal(5 * Second, lab.Simulation.Now.Nanoseconds);
        Assert.Equal(0, set.Pending);
        lab.Spawn("issuer", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            set.Submit(0, 2);
        });
        DmaFence found = lab.Run(() => set.Table.FindFenceAsync(handle, 2, Submit)).Value;
        Assert.Equal(2UL, found.Seqno);
        found.Put();
    }

    [Fact]
    public void An_event_is_counted_when_the_point_is_signalled_or_submitted()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 1, submitted: false);
        EventFd signaled = new(lab.Simulation);
        EventFd available = new(lab.Simulation);
        uint handle = set.Handles[0];
        Assert.True(set.Table.AddEvent(handle, 1, signaled).IsOk);
        Assert.True(set.Table.AddEvent(handle, 1, available, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE).IsOk);
        Assert.Equal(2, set.Pending);
        DmaFence fence = set.Submit(0, 1);
        Assert.Equal(1UL, available.Count);
        Assert.Equal(0UL, signaled.Count);
        Assert.Equal(0, set.Pending);
        fence.Signal();
        Assert.Equal(1UL, lab.Run(signaled.ReadAsync).Value);
        Assert.Equal(0UL, signaled.Count);
        Assert.True(set.Table.AddEvent(handle, 1, signaled).IsOk);
        Assert.Equal(1UL, signaled.Count);
        Assert.Equal(1, signaled.ReferenceCount);
        Assert.True(set.Table.AddEvent(handle, 9, signaled).IsOk);
        set.Table.Destroy(handle);
        Assert.Equal(1, signaled.ReferenceCount);
        signaled.Put();
        available.Put();
    }

    [Fact]
    public void A_syncobj_that_is_destroyed_while_a_task_waits_lives_until_the_wait_ends()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 1);
        SimTask waiter = lab.Spawn("waiter", async () =>
            Assert.True((await set.Table.WaitAsync(set.Handles, Second)).IsOk));
        lab.Simulation.RunFor(s_millisecond);
        Assert.True(set.Table.Destroy(set.Handles[0]).IsOk);
        set.Fences[0].Signal();
        lab.Simulation.RunUntilIdle();
        Assert.True(waiter.IsDone);
    }

    [Fact]
    public void Waiting_for_a_submission_with_a_lock_held_is_a_finding()
    {
        using FenceLab lab = new();
        using Lab set = new(lab, 1);
        DmaResv resv = new(lab.Fences);
        lab.Run(async () =>
        {
            await resv.LockAsync();
            await set.Table.WaitAsync(set.Handles, 0, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT);
            resv.Unlock();
        });
        lab.TakeFinding(FindingKind.Warn, "1 lock(s) held");
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    [InlineData(5UL)]
    [InlineData(6UL)]
    public void In_any_schedule_no_wait_for_submissions_and_signals_is_lost(ulong seed)
    {
        using FenceLab lab = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
        using Lab set = new(lab, 3, submitted: false);
        uint[] flags =
        [
            DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL | DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT,
            DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT,
            DRM_SYNCOBJ_WAIT_FLAGS_WAIT_ALL | DRM_SYNCOBJ_WAIT_FLAGS_WAIT_AVAILABLE,
        ];
        int done = 0;
        foreach (uint flag in flags)
        {
            lab.Spawn($"waiter-{flag}", async () =>
            {
                ulong[] points = [1, 2, 2];
                Assert.True((await set.Table.TimelineWaitAsync(set.Handles, points, long.MaxValue, flag)).IsOk);
                done++;
            });
        }

        for (int i = 0; i < 3; i++)
        {
            int index = i;
            lab.Spawn($"issuer-{i}", async () =>
            {
                for (ulong point = 1; point <= 2; point++)
                {
                    DmaFence fence = set.Submit(index, point);
                    await lab.Simulation.PreemptionPoint(ChoiceKind.Other);
                    fence.Signal();
                    await lab.Simulation.PreemptionPoint(ChoiceKind.Other);
                }
            });
        }

        lab.Simulation.RunUntilIdle();
        Assert.Equal(3, done);
        Assert.Equal(0, set.Pending);
    }

    /// <summary>Some syncobjs and the fences that were put into them.</summary>
    private sealed class Lab : System.IDisposable
    {
        private readonly FenceLab _lab;

        public Lab(FenceLab lab, int count, bool submitted = true)
        {
            _lab = lab;
            Table = new SyncobjTable(lab.Fences);
            Handles = new uint[count];
            for (int i = 0; i < count; i++)
            {
                Handles[i] = Table.Create().Value;
                if (submitted)
                {
                    Submit(i, 0);
                }
            }
        }

        public SyncobjTable Table { get; }

        public uint[] Handles { get; }

        public System.Collections.Generic.List<DmaFence> Fences { get; } = [];

        public int Pending
        {
            get
            {
                DrmSyncobj syncobj = Table.Find(Handles[0])!;
                syncobj.Put();
                return syncobj.PendingCount;
            }
        }

        public DmaFence Submit(int index, ulong point)
        {
            DmaFence fence = _lab.NewFence();
            Fences.Add(fence);
            DrmSyncobj syncobj = Table.Find(Handles[index])!;
            if (point == 0)
            {
                syncobj.ReplaceFence(fence);
            }
            else
            {
                syncobj.AddPoint(new DmaFenceChain(_lab.Fences), fence, point);
            }

            syncobj.Put();
            return fence;
        }

        public KernelResult<uint> Wait(long timeout, uint flags) =>
            _lab.Run(() => Table.WaitAsync(Handles, timeout, flags));

        public KernelResult<uint> TimelineWait(ulong[] points, long timeout, uint flags) =>
            _lab.Run(() => Table.TimelineWaitAsync(Handles, points, timeout, flags));

        public void Dispose()
        {
            Fences.ForEach(fence => fence.CheckAndSignal());
            _lab.Simulation.RunUntilIdle();
            Table.Release();
            Fences.ForEach(fence => fence.Put());
        }
    }
}
