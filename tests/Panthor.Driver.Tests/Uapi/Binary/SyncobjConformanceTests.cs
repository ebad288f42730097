using System;
using System.Linq;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>What IGT's tests of syncobjs expect of every driver, through the binary interface.</summary>
public sealed class SyncobjConformanceTests
{
    private const uint All = 1;
    private const uint ForSubmit = 2;
    private const uint Available = 4;
    private const long Short = 100_000_000;

    private enum Stage
    {
        Unsubmitted,
        Submitted,
        Signaled,
    }

    /// <summary>
    /// One syncobj and three in all mixtures of stages, with all flags: unsubmitted ones are an error unless they are
    /// waited for; enough of them must be signalled, or submitted.
    /// </summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 3)]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    public void Waits_for_all_mixtures_of_stages_end_as_they_must(bool isTimeline, int count)
    {
        using var sync = new SyncLab();
        for (int mixture = 0; mixture < (int)Math.Pow(3, count); mixture++)
        {
            Stage[] stages = [.. Enumerable.Range(0, count).Select(i => (Stage)(mixture / (int)Math.Pow(3, i) % 3))];
            uint[] syncobjs = new uint[count];
            ulong[]? points = isTimeline ? [.. Enumerable.Repeat(1ul, count)] : null;
            for (int i = 0; i < count; i++)
            {
                syncobjs[i] = sync.NewSyncobj();
                DmaFence? fence = stages[i] == Stage.Unsubmitted ? null : sync.Submit(syncobjs[i], points?[i] ?? 0);
                if (stages[i] == Stage.Signaled)
                {
                    fence!.Signal();
                }
            }

            for (uint flags = 0; flags < (isTimeline ? 8 : 4); flags++)
            {
                Errno expected = Expected(stages, flags);
                Assert.Equal(expected, sync.Wait(syncobjs, points, flags, 0));
                long soon = sync.Simulation.Now.Nanoseconds + Short;
                Assert.Equal(expected, sync.Wait(syncobjs, points, flags, soon));
                Assert.Equal(expected == Errno.ETIME, sync.Simulation.Now.Nanoseconds >= soon);
            }
        }
    }

    [Fact]
    public void A_reset_or_a_signal_of_several_with_an_unknown_one_does_nothing()
    {
        using var sync = new SyncLab();
        uint signaled = (uint)sync.Lab.Ok("SYNCOBJ_CREATE", ("flags", 1))["handle"];
        uint empty = sync.NewSyncobj();
        Assert.Equal(Errno.ENOENT, sync.Lab.Call("SYNCOBJ_RESET", ("handles", new[] { signaled, 0u })).Errno);
        Assert.Equal(Errno.None, sync.Wait([signaled], null, 0, 0));
        Assert.Equal(Errno.ENOENT, sync.Lab.Call("SYNCOBJ_SIGNAL", ("handles", new[] { empty, 0u })).Errno);
        Assert.Equal(Errno.EINVAL, sync.Wait([empty], null, 0, 0));
        Assert.Equal(
            Errno.ENOENT,
            sync.Lab.Call(
                "SYNCOBJ_TIMELINE_SIGNAL", ("handles", new[] { empty, 0u }), ("points", new ulong[] { 1, 1 })).Errno);
        Assert.Equal(Errno.EINVAL, sync.Wait([empty], [1], 0, 0));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(All)]
    public void A_wait_ends_when_the_fence_is_signalled_later(uint flags)
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        DmaFence fence = sync.Submit(syncobj);
        (SimTask<KernelResult> wait, _) = sync.StartWait(
            [syncobj], null, flags, sync.Simulation.Now.Nanoseconds + 2 * Short);
        sync.Simulation.RunFor(new Duration(Short));
        Assert.False(wait.IsDone);
        fence.Signal();
        Assert.Equal(Errno.None, sync.Simulation.RunToCompletion(wait).Errno);
    }

    [Fact]
    public void A_reset_in_the_middle_of_a_wait_for_a_submission_changes_nothing()
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        (SimTask<KernelResult> wait, _) = sync.StartWait(
            [syncobj], null, ForSubmit, sync.Simulation.Now.Nanoseconds + 2 * Short);
        sync.Simulation.RunFor(new Duration(Short));
        sync.Lab.Ok("SYNCOBJ_RESET", ("handles", new[] { syncobj }));
        sync.Submit(syncobj).Signal();
        Assert.Equal(Errno.None, sync.Simulation.RunToCompletion(wait).Errno);
    }

    /// <summary>A wait keeps to the fences that it has seen, whatever the syncobj holds afterwards.</summary>
    [Theory]
    [InlineData(0u, false)]
    [InlineData(All, false)]
    [InlineData(ForSubmit, false)]
    [InlineData(All | ForSubmit, false)]
    [InlineData(0u, true)]
    [InlineData(All, true)]
    [InlineData(ForSubmit, true)]
    [InlineData(All | ForSubmit, true)]
    public void A_wait_takes_a_snapshot(uint flags, bool isTimeline)
    {
        using var sync = new SyncLab();
        uint[] syncobjs = [sync.NewSyncobj(), sync.NewSyncobj()];
        ulong[]? points = isTimeline ? [1, 1] : null;
        ulong point = isTimeline ? 1ul : 0;
        DmaFence?[] fences = (flags & ForSubmit) == 0
            ? [sync.Submit(syncobjs[0], point), sync.Submit(syncobjs[1], point)]
            : [null, null];
        (SimTask<KernelResult> wait, UapiArgument argument) = sync.StartWait(
            syncobjs, points, flags, sync.Simulation.Now.Nanoseconds + Short);
        sync.Simulation.RunFor(new Duration(Short / 5));
        if ((flags & All) != 0)
        {
            (fences[0] ?? sync.Submit(syncobjs[0], point)).Signal();
        }
        else if ((flags & ForSubmit) != 0)
        {
            sync.Submit(syncobjs[0], point);
        }

        sync.Simulation.RunFor(new Duration(Short / 5));
        sync.Lab.Ok("SYNCOBJ_RESET", ("handles", new[] { syncobjs[0] }));
        sync.Submit(syncobjs[0], point);
        sync.Simulation.RunFor(new Duration(Short / 5));
        (fences[1] ?? sync.Submit(syncobjs[1], point)).Signal();
        Assert.Equal(Errno.None, sync.Simulation.RunToCompletion(wait).Errno);
        if ((flags & All) == 0)
        {
            UapiStruct layout = UapiRequests.Find(isTimeline ? "SYNCOBJ_TIMELINE_WAIT" : "SYNCOBJ_WAIT")!.Struct!;
            Assert.Equal(1u, BitConverter.ToUInt32(argument.Bytes.Span[layout.Find("first_signaled")!.Offset..]));
        }
    }

    [Fact]
    public void A_signal_interrupts_a_wait_with_EINTR()
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        (SimTask<KernelResult> wait, _) = sync.StartWait([syncobj], null, ForSubmit, long.MaxValue);
        sync.Simulation.RunFor(new Duration(Short));
        wait.Signal();
        Assert.Equal(Errno.EINTR, sync.Simulation.RunToCompletion(wait).Errno);
    }

    [Fact]
    public void Points_that_the_host_signals_are_seen_at_once()
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        ulong value = 0;
        for (uint i = 0; i < 100; i++)
        {
            value += 1 + i * 21_474_836;
            sync.Lab.Ok("SYNCOBJ_TIMELINE_SIGNAL", ("handles", new[] { syncobj }), ("points", new[] { value }));
            Assert.Equal(value, sync.Query(syncobj));
            Assert.Equal(Errno.None, sync.Wait([syncobj], [value], ForSubmit, 0));
            Assert.Equal(Errno.None, sync.Wait([syncobj], [value - 1], All, 0));
        }
    }

    [Fact]
    public void Fences_signalled_out_of_order_never_move_a_timeline_back()
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        DmaFence[] fences = [.. Enumerable.Range(0, 5).Select(_ => sync.NewFence())];
        for (int i = 0; i < 5; i++)
        {
            sync.Submit(syncobj, (ulong)i + 1, fences[i]);
        }

        ulong last = 0;
        bool[] signaled = new bool[5];
        foreach (int index in (int[])[0, 2, 1, 4, 3])
        {
            fences[index].Signal();
            signaled[index] = true;
            ulong now = sync.Query(syncobj);
            Assert.True(now >= last);
            Assert.True(now >= (ulong)signaled.TakeWhile(s => s).Count());
            last = now;
            Assert.Equal(Errno.None, sync.Wait([syncobj], [now], ForSubmit, 0));
        }

        Assert.Equal(5ul, last);
    }

    [Fact]
    public void Points_submitted_out_of_order_do_not_break_a_timeline()
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        DmaFence[] fences = [.. ((ulong[])[1, 5, 3, 6, 7]).Select(point => sync.Submit(syncobj, point))];
        foreach (DmaFence fence in fences[..3])
        {
            fence.Signal();
        }

        Assert.Equal(5ul, sync.Query(syncobj));
        Assert.Equal(Errno.None, sync.Wait([syncobj], [5], ForSubmit, 0));
        Assert.Equal(Errno.None, sync.Wait([syncobj], [5], All, 0));
    }

    [Fact]
    public void A_point_that_the_host_signals_early_counts_when_those_before_it_are_done()
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        DmaFence[] fences = [.. Enumerable.Range(1, 5).Select(point => sync.Submit(syncobj, (ulong)point))];
        foreach (DmaFence fence in fences[..3])
        {
            fence.Signal();
        }

        Assert.Equal(3ul, sync.Query(syncobj));
        sync.Lab.Ok("SYNCOBJ_TIMELINE_SIGNAL", ("handles", new[] { syncobj }), ("points", new ulong[] { 8 }));
        Assert.Equal(3ul, sync.Query(syncobj));
        foreach (DmaFence fence in fences[3..])
        {
            fence.Signal();
        }

        Assert.Equal(8ul, sync.Query(syncobj));
    }

    [Fact]
    public void Points_around_the_limit_of_32_bits_go_forward()
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        const ulong Limit = (1ul << 31) - 1;
        ulong[] points = [1, 5, Limit + 5, Limit + 6, Limit * 2];
        DmaFence[] fences = [.. points.Select(point => sync.Submit(syncobj, point))];
        for (int i = 0; i < points.Length; i++)
        {
            fences[i].Signal();
            Assert.Equal(points[i], sync.Query(syncobj));
        }
    }

    /// <summary>An event is counted when the fence is there, or when it is signalled, whichever is asked for.</summary>
    [Theory]
    [InlineData(0ul, false)]
    [InlineData(0ul, true)]
    [InlineData(1ul, false)]
    [InlineData(1ul, true)]
    public void Events_tell_submission_and_signal(ulong point, bool isSubmittedFirst)
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        DmaFence? fence = isSubmittedFirst ? sync.Submit(syncobj, point) : null;
        EventFd signaled = AddEvent(sync, syncobj, point, 0);
        EventFd available = AddEvent(sync, syncobj, point, Available);
        Assert.Equal((0ul, isSubmittedFirst ? 1ul : 0), (signaled.Count, available.Count));
        fence ??= sync.Submit(syncobj, point);
        Assert.Equal((0ul, 1ul), (signaled.Count, available.Count));
        fence.Signal();
        sync.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal((1ul, 1ul), (signaled.Count, available.Count));
        Assert.Equal(1ul, AddEvent(sync, syncobj, point, 0).Count);
    }

    private static EventFd AddEvent(SyncLab sync, uint syncobj, ulong point, uint flags)
    {
        var counter = new EventFd(sync.Simulation);
        int fd = sync.Lab.File.Files.Install(counter).Value;
        sync.Lab.Ok("SYNCOBJ_EVENTFD", ("handle", syncobj), ("fd", fd), ("point", point), ("flags", flags));
        return counter;
    }

    private static Errno Expected(Stage[] stages, uint flags)
    {
        bool mayBeMissing = (flags & (ForSubmit | Available)) != 0;
        if (stages.Contains(Stage.Unsubmitted) && !mayBeMissing)
        {
            return Errno.EINVAL;
        }

        Stage wanted = (flags & Available) != 0 ? Stage.Submitted : Stage.Signaled;
        int ready = stages.Count(stage => stage >= wanted);
        return ready == stages.Length || (ready > 0 && (flags & All) == 0) ? Errno.None : Errno.ETIME;
    }
}
