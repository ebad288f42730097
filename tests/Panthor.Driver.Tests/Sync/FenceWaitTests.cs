using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Sync;

public sealed class FenceWaitTests
{
    private static readonly Duration s_millisecond = Duration.FromMilliseconds(1);
    private static readonly LockClass s_lock = new("waits.lock");

    [Fact]
    public void A_task_waits_until_the_fence_is_signalled()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        lab.Spawn("issuer", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            fence.Signal();
        });
        Assert.Equal(Errno.None, lab.Run(() => fence.WaitAsync(false)));
        Assert.Equal(s_millisecond.Nanoseconds, lab.Simulation.Now.Nanoseconds);
        fence.Put();
    }

    [Fact]
    public void A_wait_ends_with_its_timeout_and_leaves_nothing_behind()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        Assert.Equal(Errno.ETIMEDOUT, lab.Run(() => fence.WaitAsync(false, s_millisecond)));
        Assert.Equal(s_millisecond.Nanoseconds, lab.Simulation.Now.Nanoseconds);
        Assert.Equal(Errno.ETIMEDOUT, lab.Run(() => fence.WaitAsync(false, Duration.Zero)));
        fence.Signal();
        Assert.Equal(Errno.None, lab.Run(() => fence.WaitAsync(false, Duration.Zero)));
        fence.Put();
    }

    [Fact]
    public void A_signal_ends_an_interruptible_wait_only()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        Errno interruptible = Errno.None;
        Errno plain = Errno.EIO;
        SimTask first = lab.Spawn("interruptible", async () => interruptible = await fence.WaitAsync(true));
        SimTask second = lab.Spawn("plain", async () => plain = await fence.WaitAsync(false));
        lab.Simulation.RunFor(s_millisecond);
        first.Signal();
        second.Signal();
        lab.Simulation.RunFor(s_millisecond);
        Assert.Equal(Errno.ERESTARTSYS, interruptible);
        Assert.False(second.IsDone);
        fence.Signal();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(Errno.None, plain);
        fence.Put();
    }

    [Fact]
    public void The_wait_that_began_last_is_woken_first_and_before_callbacks()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        fence.AddCallback(lab.Writes("callback"));
        foreach (string name in new[] { "a", "b" })
        {
            lab.Spawn(name, async () =>
            {
                await fence.WaitAsync(false);
                lab.Log.Add(name);
            });
        }

        lab.Simulation.RunFor(s_millisecond);
        fence.Signal();
        lab.Simulation.RunUntilIdle();
        Assert.Equal(["callback", "b", "a"], lab.Log);
        fence.Put();
    }

    [Fact]
    public void Waiting_for_any_fence_tells_which()
    {
        using FenceLab lab = new();
        DmaFence[] fences = [lab.NewFence(), lab.NewFence(), lab.NewFence()];
        lab.Spawn("issuer", async () =>
        {
            await lab.Simulation.Sleep(s_millisecond);
            fences[2].Signal();
        });
        Assert.Equal(2, lab.Run(() => DmaFence.WaitAnyAsync(fences, false, Duration.Infinite)).Value);
        Assert.Equal(2, lab.Run(() => DmaFence.WaitAnyAsync(fences, false, Duration.Zero)).Value);
        DmaFence[] pending = fences[..2];
        Assert.Equal(Errno.ETIMEDOUT, lab.Run(() => DmaFence.WaitAnyAsync(pending, false, s_millisecond)).Errno);
        Assert.Equal(Errno.ETIMEDOUT, lab.Run(() => DmaFence.WaitAnyAsync(pending, false, Duration.Zero)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Run(() => DmaFence.WaitAnyAsync(default, false, Duration.Zero)).Errno);
        foreach (DmaFence fence in fences)
        {
            fence.CheckAndSignal();
            fence.Put();
        }
    }

    [Fact]
    public void A_negative_timeout_is_a_finding()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        Assert.Equal(Errno.EINVAL, lab.Run(() => fence.WaitAsync(false, new Duration(-1))));
        lab.TakeFinding(FindingKind.Warn, "timeout -1 ns");
        fence.Signal();
        fence.Put();
    }

    [Fact]
    public void Waiting_in_atomic_context_is_a_finding()
    {
        using FenceLab lab = new();
        SpinLock spinLock = new(lab.Simulation, s_lock);
        DmaFence fence = lab.NewFence();
        fence.Signal();
        lab.Run(async () =>
        {
            spinLock.Lock();
            await fence.WaitAsync(false);
            spinLock.Unlock();
        });
        lab.TakeFinding(FindingKind.SleepInAtomic, "sleeping function called from invalid context");
        fence.Put();
    }

    [Fact]
    public void A_lock_that_signalling_needs_may_not_be_held_while_waiting_for_a_fence()
    {
        using FenceLab lab = new();
        Mutex mutex = new(lab.Simulation, s_lock);
        DmaFence fence = lab.NewFence();
        lab.Run(async () =>
        {
            bool cookie = lab.Fences.BeginSignalling();
            await mutex.LockAsync();
            fence.Signal();
            mutex.Unlock();
            lab.Fences.EndSignalling(cookie);
        });
        Assert.Empty(lab.Simulation.Findings);
        lab.Run(async () =>
        {
            await mutex.LockAsync();
            await fence.WaitAsync(false);
            mutex.Unlock();
        });
        Finding finding = lab.TakeFinding(FindingKind.LockOrder, "");
        Assert.Contains("dma_fence_map", finding.Report, System.StringComparison.Ordinal);
        fence.Put();
    }

    [Fact]
    public void Waiting_in_a_signalling_section_is_legal_and_so_is_nesting()
    {
        using FenceLab lab = new();
        DmaFence fence = lab.NewFence();
        fence.Signal();
        lab.Run(async () =>
        {
            bool outer = lab.Fences.BeginSignalling();
            bool inner = lab.Fences.BeginSignalling();
            Assert.False(outer);
            Assert.True(inner);
            await fence.WaitAsync(false);
            lab.Fences.EndSignalling(inner);
            lab.Fences.EndSignalling(outer);
        });
        fence.Put();
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    public void Whatever_the_order_every_waiter_is_woken(ulong seed)
    {
        using FenceLab lab = new(new SimulationOptions { Chooser = new RandomChooser(seed) });
        DmaFence fence = lab.NewFence();
        List<int> woken = [];
        for (int i = 0; i < 6; i++)
        {
            int number = i;
            lab.Spawn($"waiter-{i}", async () =>
            {
                Assert.Equal(Errno.None, await fence.WaitAsync(number % 2 == 0));
                woken.Add(number);
            });
        }

        lab.Spawn("issuer", () =>
        {
            fence.Signal();
            return KTask.Completed;
        });
        lab.Simulation.RunUntilIdle();
        woken.Sort();
        Assert.Equal([0, 1, 2, 3, 4, 5], woken);
        fence.Put();
    }
}
