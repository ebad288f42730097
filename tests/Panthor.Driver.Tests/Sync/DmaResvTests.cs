using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Sync;

public sealed class DmaResvTests
{
    [Fact]
    public void Who_asks_for_a_usage_gets_all_lower_ones()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        DmaFence kernel = resv.Add(DmaResvUsage.Kernel);
        DmaFence write = resv.Add(DmaResvUsage.Write);
        DmaFence read = resv.Add(DmaResvUsage.Read);
        DmaFence bookkeep = resv.Add(DmaResvUsage.Bookkeep);
        Assert.Equal([kernel], resv.Fences(DmaResvUsage.Kernel));
        Assert.Equal([kernel, write], resv.Fences(DmaResvUsage.Write));
        Assert.Equal([kernel, write, read], resv.Fences(DmaResvUsage.Read));
        Assert.Equal([kernel, write, read, bookkeep], resv.Fences(DmaResvUsage.Bookkeep));
        Assert.Equal(DmaResvUsage.Read, DmaResv.UsageFor(write: true));
        Assert.Equal(DmaResvUsage.Write, DmaResv.UsageFor(write: false));
    }

    [Fact]
    public void A_later_fence_of_the_same_context_takes_the_place_of_an_earlier_one()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        DmaFenceContext context = lab.NewContext();
        resv.Add(DmaResvUsage.Write, context);
        DmaFence newer = resv.Add(DmaResvUsage.Write, context);
        Assert.Equal([newer], resv.Fences(DmaResvUsage.Bookkeep));
        DmaFence stronger = resv.Add(DmaResvUsage.Kernel, context);
        Assert.Equal([stronger], resv.Fences(DmaResvUsage.Bookkeep));
        DmaFence weaker = resv.Add(DmaResvUsage.Read, context);
        Assert.Equal([stronger, weaker], resv.Fences(DmaResvUsage.Bookkeep));
    }

    [Fact]
    public void A_signalled_fence_gives_its_slot_to_the_next()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        DmaFence first = resv.NewFence();
        DmaFence second = resv.NewFence();
        DmaFence third = resv.NewFence();
        resv.Locked(() =>
        {
            Assert.True(resv.Resv.ReserveFences(2).IsOk);
            resv.Resv.AddFence(first, DmaResvUsage.Read);
            resv.Resv.AddFence(second, DmaResvUsage.Read);
            first.Signal();
            resv.Resv.AddFence(third, DmaResvUsage.Write);
        });
        Assert.Equal([third, second], resv.Fences(DmaResvUsage.Bookkeep));
    }

    [Fact]
    public void Growing_drops_what_is_signalled()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        List<DmaFence> fences = [];
        for (int i = 0; i < 4; i++)
        {
            fences.Add(resv.Add(DmaResvUsage.Bookkeep));
        }

        fences[1].Signal();
        resv.Locked(() => Assert.True(resv.Resv.ReserveFences(4).IsOk));
        Assert.Equal([fences[0], fences[2], fences[3]], resv.Fences(DmaResvUsage.Bookkeep));
    }

    [Fact]
    public void A_fence_without_a_reserved_slot_is_a_kernel_bug()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        DmaFence fence = resv.NewFence();
        Assert.ThrowsAny<KernelBugException>(() =>
            resv.Locked(() => resv.Resv.AddFence(fence, DmaResvUsage.Read)));
        lab.TakeFinding(FindingKind.Oops, "without any slot");
    }

    [Fact]
    public void Slots_that_were_not_used_are_gone_with_the_lock()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        resv.Locked(() => Assert.True(resv.Resv.ReserveFences(4).IsOk));
        DmaFence fence = resv.NewFence();
        Assert.ThrowsAny<KernelBugException>(() =>
            resv.Locked(() => resv.Resv.AddFence(fence, DmaResvUsage.Read)));
        lab.TakeFinding(FindingKind.Oops, "without a reserved slot");
    }

    [Fact]
    public void Reserving_nothing_is_EINVAL_and_a_finding_and_failing_to_allocate_is_ENOMEM()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        resv.Locked(() => Assert.Equal(Errno.EINVAL, resv.Resv.ReserveFences(0).Errno));
        lab.TakeFinding(FindingKind.Warn, "0 fence slots");
        lab.Simulation.Faults.Add(new FaultInjection(SyncFaultPoints.KernelAllocation));
        resv.Locked(() => Assert.Equal(Errno.ENOMEM, resv.Resv.ReserveFences(1).Errno));
    }

    [Fact]
    public void Changing_the_fences_needs_the_lock()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        lab.Run(() =>
        {
            resv.Resv.ReserveFences(1);
            return KTask.Completed;
        });
        lab.TakeFinding(FindingKind.Warn, "reservation_ww_class_mutex is not held");
    }

    [Fact]
    public void Replacing_puts_a_fence_where_those_of_a_context_were()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        DmaFence other = resv.Add(DmaResvUsage.Read);
        DmaFence old = resv.Add(DmaResvUsage.Bookkeep);
        DmaFence replacement = resv.NewFence();
        resv.Locked(() => resv.Resv.ReplaceFences(old.Context, replacement, DmaResvUsage.Kernel));
        Assert.Equal([other, replacement], resv.Fences(DmaResvUsage.Bookkeep));
        Assert.Equal([replacement], resv.Fences(DmaResvUsage.Kernel));
    }

    [Fact]
    public void A_copy_holds_what_is_pending()
    {
        using FenceLab lab = new();
        using ResvLab source = new(lab);
        using ResvLab target = new(lab);
        DmaFence done = source.Add(DmaResvUsage.Write);
        DmaFence pending = source.Add(DmaResvUsage.Read);
        target.Add(DmaResvUsage.Kernel);
        done.Signal();
        target.Locked(() => Assert.True(target.Resv.CopyFences(source.Resv).IsOk));
        Assert.Equal([pending], target.Fences(DmaResvUsage.Bookkeep));
        Assert.Empty(target.Fences(DmaResvUsage.Write));
    }

    [Fact]
    public void Waiting_is_over_when_all_fences_of_the_usage_are_signalled()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        DmaFence write = resv.Add(DmaResvUsage.Write);
        DmaFence read = resv.Add(DmaResvUsage.Read);
        resv.Add(DmaResvUsage.Bookkeep);
        Assert.False(resv.Resv.TestSignaled(DmaResvUsage.Read));
        lab.Spawn("issuer", async () =>
        {
            await lab.Simulation.Sleep(Duration.FromMilliseconds(1));
            write.Signal();
            await lab.Simulation.Sleep(Duration.FromMilliseconds(1));
            read.Signal();
        });
        Assert.Equal(Errno.None, lab.Run(() => resv.Resv.WaitAsync(DmaResvUsage.Read, false, Duration.Infinite)));
        Assert.Equal(2, lab.Simulation.Now.Nanoseconds / 1_000_000);
        Assert.True(resv.Resv.TestSignaled(DmaResvUsage.Read));
        Assert.False(resv.Resv.TestSignaled(DmaResvUsage.Bookkeep));
    }

    [Fact]
    public void One_timeout_counts_for_all_fences()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        DmaFence first = resv.Add(DmaResvUsage.Write);
        resv.Add(DmaResvUsage.Write);
        lab.Spawn("issuer", async () =>
        {
            await lab.Simulation.Sleep(Duration.FromMilliseconds(2));
            first.Signal();
        });
        Duration timeout = Duration.FromMilliseconds(3);
        Assert.Equal(Errno.ETIMEDOUT, lab.Run(() => resv.Resv.WaitAsync(DmaResvUsage.Read, false, timeout)));
        Assert.Equal(3, lab.Simulation.Now.Nanoseconds / 1_000_000);
        Assert.Equal(Errno.ETIMEDOUT, lab.Run(() => resv.Resv.WaitAsync(DmaResvUsage.Read, false, Duration.Zero)));
        Assert.Equal(Errno.None, lab.Run(() => resv.Resv.WaitAsync(DmaResvUsage.Kernel, false, Duration.Zero)));
    }

    [Fact]
    public void A_waiter_sees_fences_that_come_when_the_list_grows()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        DmaFence first = resv.Add(DmaResvUsage.Write);
        DmaFence? late = null;
        SimTask waiter = lab.Spawn("waiter", async () =>
            Assert.Equal(Errno.None, await resv.Resv.WaitAsync(DmaResvUsage.Write, false, Duration.Infinite)));
        lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        for (int i = 0; i < 5; i++)
        {
            late = resv.Add(DmaResvUsage.Write);
        }

        first.Signal();
        lab.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.False(waiter.IsDone);
        resv.SignalAll();
        lab.Simulation.RunUntilIdle();
        Assert.True(waiter.IsDone);
        Assert.True(late!.HasSignaledFlag);
    }

    [Fact]
    public void One_fence_can_stand_for_all()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        Assert.Null(resv.Resv.GetSingleton(DmaResvUsage.Bookkeep));
        DmaFence first = resv.Add(DmaResvUsage.Write);
        DmaFence single = resv.Resv.GetSingleton(DmaResvUsage.Bookkeep)!;
        Assert.Same(first, single);
        single.Put();
        resv.Add(DmaResvUsage.Read);
        DmaFence array = resv.Resv.GetSingleton(DmaResvUsage.Bookkeep)!;
        Assert.Equal(2, Assert.IsType<DmaFenceArray>(array).Members.Length);
        array.Put();
        resv.Locked(() => Assert.Contains("\twrite fence:", resv.Resv.Describe(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_container_is_not_to_be_added()
    {
        using FenceLab lab = new();
        using ResvLab resv = new(lab);
        DmaFence member = resv.NewFence();
        DmaFence array = DmaFenceArray.Create(lab.Fences, [member.Get()], lab.Fences.AllocateContext(), 1);
        resv.Locked(() =>
        {
            resv.Resv.ReserveFences(1);
            resv.Resv.AddFence(array, DmaResvUsage.Read);
        });
        lab.TakeFinding(FindingKind.Warn, "container");
        array.Put();
    }

    /// <summary>A reservation, and the fences that it was given.</summary>
    private sealed class ResvLab(FenceLab lab) : IDisposable
    {
        private readonly List<DmaFence> _all = [];

        public DmaResv Resv { get; } = new(lab.Fences);

        public DmaFence NewFence(DmaFenceContext? context = null)
        {
            DmaFence fence = (context ?? lab.NewContext()).NewFence();
            _all.Add(fence);
            return fence;
        }

        public DmaFence Add(DmaResvUsage usage, DmaFenceContext? context = null)
        {
            DmaFence fence = NewFence(context);
            Locked(() =>
            {
                Assert.True(Resv.ReserveFences(1).IsOk);
                Resv.AddFence(fence, usage);
            });
            return fence;
        }

        public void Locked(Action action) => lab.Run(async () =>
        {
            await Resv.LockAsync();
            action();
            Resv.Unlock();
        });

        public DmaFence[] Fences(DmaResvUsage usage)
        {
            DmaFence[] fences = [];
            Locked(() => fences = [.. Resv.FencesFor(usage).Select(pair => pair.Key)]);
            return fences;
        }

        public void SignalAll() => _all.ForEach(fence => fence.CheckAndSignal());

        public void Dispose()
        {
            SignalAll();
            Resv.Fini();
            _all.ForEach(fence => fence.Put());
        }
    }
}
