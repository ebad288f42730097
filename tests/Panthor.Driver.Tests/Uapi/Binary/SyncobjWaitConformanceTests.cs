using System;
using System.Linq;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>
/// More of what IGT's tests of syncobjs expect of every driver; the names in front of the tests are IGT's. Waits that come
/// before their fences, waits for many, transfers, and what is refused.
/// </summary>
public sealed class SyncobjWaitConformanceTests
{
    private const uint All = 1;
    private const uint ForSubmit = 2;
    private const long Short = 100_000_000;
    private const uint NoSuch = 0xdead_beef;

    // The order in which the test of many touches its eight syncobjs: each four times.
    private static readonly int[] s_shuffled =
    [
        3, 7, 1, 1, 5, 0, 2, 6, 4, 3, 0, 6, 7, 2, 5, 4, 1, 0, 6, 3, 2, 7, 5, 1, 4, 0, 6, 2, 3, 7, 5, 4,
    ];

    // syncobj_basic: bad-destroy, bad-create-flags, bad-handle-to-fd, bad-fd-to-handle, bad-flags-handle-to-fd,
    // bad-flags-fd-to-handle, bad-pad-handle-to-fd, bad-pad-fd-to-handle, illegal-fd-to-handle.
    [Theory]
    [InlineData("SYNCOBJ_DESTROY", "handle", NoSuch)]
    [InlineData("SYNCOBJ_CREATE", "flags", NoSuch)]
    [InlineData("SYNCOBJ_HANDLE_TO_FD", "handle", NoSuch)]
    [InlineData("SYNCOBJ_FD_TO_HANDLE", "fd", uint.MaxValue)]
    [InlineData("SYNCOBJ_HANDLE_TO_FD", "flags", NoSuch)]
    [InlineData("SYNCOBJ_FD_TO_HANDLE", "flags", NoSuch)]
    [InlineData("SYNCOBJ_HANDLE_TO_FD", "pad", NoSuch)]
    [InlineData("SYNCOBJ_FD_TO_HANDLE", "pad", NoSuch)]
    [InlineData("SYNCOBJ_FD_TO_HANDLE", "fd", 3u)]
    public void What_makes_no_sense_is_EINVAL(string request, string name, uint value)
    {
        using var sync = new SyncLab();
        Assert.Equal(Errno.EINVAL, sync.Lab.Call(request, (name, value)).Errno);
    }

    // syncobj_basic: bad-destroy-pad, create-signaled, test-valid-cycle.
    [Fact]
    public void A_syncobj_lives_through_refusals_and_gets_another_handle_each_time()
    {
        using var sync = new SyncLab();
        ulong first = sync.Lab.Ok("SYNCOBJ_CREATE", ("flags", 1))["handle"];
        Assert.Equal(Errno.EINVAL, sync.Lab.Call("SYNCOBJ_DESTROY", ("handle", first), ("pad", NoSuch)).Errno);
        Assert.Equal(Errno.None, sync.Wait([(uint)first], null, 0, 0));
        ulong fd = sync.Lab.Ok("SYNCOBJ_HANDLE_TO_FD", ("handle", first))["fd"];
        ulong second = sync.Lab.Ok("SYNCOBJ_FD_TO_HANDLE", ("fd", fd))["handle"];
        Assert.True(sync.Lab.File.Files.Close((int)fd).IsOk);
        Assert.NotEqual(first, second);
        sync.Lab.Ok("SYNCOBJ_DESTROY", ("handle", first));
        sync.Lab.Ok("SYNCOBJ_DESTROY", ("handle", second));
    }

    // syncobj_wait, syncobj_timeline: wait-delayed-signal, wait-for-submit-delayed-submit, wait-all-delayed-signal,
    // wait-all-for-submit-delayed-submit.
    [Theory]
    [InlineData(false, 0u)]
    [InlineData(false, All)]
    [InlineData(false, ForSubmit)]
    [InlineData(false, All | ForSubmit)]
    [InlineData(true, 0u)]
    [InlineData(true, All)]
    [InlineData(true, ForSubmit)]
    [InlineData(true, All | ForSubmit)]
    public void A_wait_ends_when_what_it_waits_for_comes_later(bool isTimeline, uint flags)
    {
        using var sync = new SyncLab();
        (uint syncobj, ulong point, ulong[]? points) = New(sync, isTimeline);
        DmaFence? fence = (flags & ForSubmit) == 0 ? sync.Submit(syncobj, point) : null;
        long start = sync.Simulation.Now.Nanoseconds;
        (SimTask<KernelResult> wait, _) = sync.StartWait([syncobj], points, flags, start + 2 * Short);
        sync.Simulation.RunFor(new Duration(Short));
        Assert.False(wait.IsDone);
        (fence ?? sync.Submit(syncobj, point)).Signal();
        Assert.Equal(Errno.None, sync.Simulation.RunToCompletion(wait).Errno);
        Assert.True(sync.Simulation.Now.Nanoseconds < start + 2 * Short);
    }

    // reset-unsignaled, reset-signaled, reset-multiple-signaled, signal.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reset_empties_and_a_signal_fills(bool isTimeline)
    {
        using var sync = new SyncLab();
        uint[] syncobjs = [.. Enumerable.Range(0, 3).Select(_ => sync.NewSyncobj())];
        ulong[]? points = isTimeline ? [1, 1, 1] : null;
        ulong[]? one = isTimeline ? [1] : null;
        Assert.Equal(Errno.EINVAL, sync.Wait([syncobjs[0]], one, 0, 0));
        sync.Lab.Ok("SYNCOBJ_RESET", ("handles", new[] { syncobjs[0] }));
        Assert.Equal(Errno.EINVAL, sync.Wait([syncobjs[0]], one, 0, 0));
        Assert.Equal(Errno.ETIME, sync.Wait([syncobjs[0]], one, ForSubmit, 0));
        Signal(sync, syncobjs, points);
        Assert.Equal(Errno.None, sync.Wait(syncobjs, points, 0, 0));
        Assert.Equal(Errno.None, sync.Wait(syncobjs, points, All | ForSubmit, 0));
        sync.Lab.Ok("SYNCOBJ_RESET", ("handles", syncobjs));
        foreach (uint syncobj in syncobjs)
        {
            Assert.Equal(Errno.EINVAL, sync.Wait([syncobj], one, 0, 0));
        }
    }

    // reset-during-wait-for-submit of timelines.
    [Fact]
    public void A_reset_in_the_middle_of_a_wait_for_a_point_changes_nothing()
    {
        using var sync = new SyncLab();
        uint syncobj = sync.NewSyncobj();
        (SimTask<KernelResult> wait, _) = sync.StartWait(
            [syncobj], [1], ForSubmit, sync.Simulation.Now.Nanoseconds + 2 * Short);
        sync.Simulation.RunFor(new Duration(Short));
        sync.Lab.Ok("SYNCOBJ_RESET", ("handles", new[] { syncobj }));
        sync.Submit(syncobj, 1).Signal();
        Assert.Equal(Errno.None, sync.Simulation.RunToCompletion(wait).Errno);
    }

    // wait-any-complex, wait-all-complex, wait-for-submit-complex, wait-all-for-submit-complex.
    [Theory]
    [InlineData(false, 0u)]
    [InlineData(false, All)]
    [InlineData(false, ForSubmit)]
    [InlineData(false, All | ForSubmit)]
    [InlineData(true, 0u)]
    [InlineData(true, All)]
    [InlineData(true, ForSubmit)]
    [InlineData(true, All | ForSubmit)]
    public void A_wait_for_many_sees_each_signal_once_whatever_happens_afterwards(bool isTimeline, uint flags)
    {
        using var sync = new SyncLab();
        uint[] syncobjs = [.. Enumerable.Range(0, 8).Select(_ => sync.NewSyncobj())];
        ulong point = isTimeline ? 1ul : 0;
        DmaFence?[] fences = new DmaFence?[8];
        for (int i = 0; i < 8 && (flags & ForSubmit) == 0; i++)
        {
            fences[i] = sync.Submit(syncobjs[i], point);
        }

        (SimTask<KernelResult> wait, UapiArgument argument) = sync.StartWait(
            syncobjs, isTimeline ? [1, 1, 1, 1, 1, 1, 1, 1] : null, flags, sync.Simulation.Now.Nanoseconds + 10 * Short);
        sync.Simulation.RunFor(new Duration(Short / 5));
        int[] stages = new int[8];
        int first = -1;
        int signaled = 0;
        int needed = (flags & All) != 0 ? 8 : 1;
        foreach (int i in s_shuffled)
        {
            switch (stages[i]++)
            {
                case 0:
                    fences[i] ??= sync.Submit(syncobjs[i], point);
                    break;
                case 1:
                    fences[i]!.Signal();
                    first = first < 0 ? i : first;
                    signaled++;
                    break;
                case 2:
                    sync.Lab.Ok("SYNCOBJ_RESET", ("handles", new[] { syncobjs[i] }));
                    break;
                default:
                    sync.Submit(syncobjs[i], point);
                    break;
            }

            if (signaled == needed)
            {
                break;
            }

            Assert.False(wait.IsDone);
            sync.Simulation.RunFor(new Duration(Short / 10));
        }

        Assert.Equal(needed, signaled);
        Assert.Equal(Errno.None, sync.Simulation.RunToCompletion(wait).Errno);
        if (needed == 1)
        {
            UapiStruct layout = UapiRequests.Find(isTimeline ? "SYNCOBJ_TIMELINE_WAIT" : "SYNCOBJ_WAIT")!.Struct!;
            Assert.Equal(first, BitConverter.ToInt32(argument.Bytes.Span[layout.Find("first_signaled")!.Offset..]));
        }
    }

    // wait-any-interrupted, wait-all-interrupted: the C library makes an interrupted wait again, until its time is over.
    [Theory]
    [InlineData(false, 0u)]
    [InlineData(false, All)]
    [InlineData(false, ForSubmit)]
    [InlineData(true, 0u)]
    [InlineData(true, All)]
    [InlineData(true, ForSubmit)]
    public void An_interrupted_wait_that_is_made_again_ends_in_time(bool isTimeline, uint flags)
    {
        using var sync = new SyncLab();
        (uint syncobj, ulong point, ulong[]? points) = New(sync, isTimeline);
        if ((flags & ForSubmit) == 0)
        {
            sync.Submit(syncobj, point);
        }

        long end = sync.Simulation.Now.Nanoseconds + Short;
        for (int i = 0; i < 5; i++)
        {
            (SimTask<KernelResult> wait, _) = sync.StartWait([syncobj], points, flags, end);
            sync.Simulation.RunFor(new Duration(Short / 10));
            Assert.False(wait.IsDone);
            wait.Signal();
            Assert.Equal(Errno.EINTR, sync.Simulation.RunToCompletion(wait).Errno);
        }

        Assert.Equal(Errno.ETIME, sync.Wait([syncobj], points, flags, end));
        Assert.True(sync.Simulation.Now.Nanoseconds >= end);
    }

    // syncobj_timeline: signal-array, signal-point-0.
    [Fact]
    public void Point_0_of_an_array_of_points_signals_the_whole_syncobj()
    {
        using var sync = new SyncLab();
        uint[] syncobjs = [.. Enumerable.Range(0, 4).Select(_ => sync.NewSyncobj())];
        Signal(sync, syncobjs, [1, 1, 1, 0]);
        Assert.Equal(Errno.None, sync.Wait(syncobjs[..3], [1, 1, 1], All, 0));
        Assert.Equal(Errno.None, sync.Wait([syncobjs[3]], null, 0, 0));
        Assert.Equal(Errno.None, sync.Wait([syncobjs[3]], [0], 0, 0));
        Assert.Equal(Errno.None, sync.Wait([syncobjs[3]], null, ForSubmit, 0));
    }

    // syncobj_timeline: invalid-query-one-illegal-handle, invalid-signal-one-illegal-handle, invalid-signal-illegal-point.
    [Fact]
    public void One_unknown_handle_among_known_ones_is_ENOENT()
    {
        using var sync = new SyncLab();
        Assert.Equal(
            Errno.ENOENT,
            sync.Lab.Call("SYNCOBJ_TIMELINE_SIGNAL", ("handles", new[] { 1u }), ("points", new[] { 0ul })).Errno);
        uint[] handles = [sync.NewSyncobj(), 0, sync.NewSyncobj()];
        Signal(sync, [handles[0], handles[2]], [1, 1]);
        ulong room = sync.Lab.Store(new byte[24]);
        Assert.Equal(Errno.ENOENT, sync.Lab.Call("SYNCOBJ_QUERY", ("handles", handles), ("points", room)).Errno);
        Assert.Equal(new byte[24], sync.Lab.Load(room, 24));
        ulong[] points = [2, 2, 2];
        Assert.Equal(
            Errno.ENOENT, sync.Lab.Call("SYNCOBJ_TIMELINE_SIGNAL", ("handles", handles), ("points", points)).Errno);
        Assert.Equal(1ul, sync.Query(handles[0]));
    }

    // syncobj_timeline: invalid-transfer-illegal-handle, invalid-transfer-bad-pad, invalid-transfer-non-existent-point,
    // transfer-timeline-point.
    [Fact]
    public void Points_go_from_one_place_of_a_timeline_to_another()
    {
        using var sync = new SyncLab();
        Assert.Equal(
            Errno.ENOENT,
            sync.Lab.Call("SYNCOBJ_TRANSFER", ("src_handle", NoSuch), ("dst_handle", NoSuch), ("src_point", 1)).Errno);
        Assert.Equal(
            Errno.EINVAL,
            sync.Lab.Call("SYNCOBJ_TRANSFER", ("src_handle", NoSuch), ("dst_handle", NoSuch), ("pad", NoSuch)).Errno);
        uint timeline = sync.NewSyncobj();
        DmaFence fence = sync.Submit(timeline, 1);
        Assert.Equal(0ul, sync.Query(timeline));
        Assert.Equal(Errno.ETIME, sync.Wait([timeline], [1], All, 0));
        fence.Signal();
        sync.Simulation.RunFor(Duration.FromMilliseconds(1));
        Assert.Equal(1ul, sync.Query(timeline));
        Assert.Equal(Errno.None, sync.Wait([timeline], [1], All, 0));
        Signal(sync, [timeline], [2]);
        Transfer(sync, timeline, 2, 3);
        Assert.Equal(3ul, sync.Query(timeline));

        uint other = sync.NewSyncobj();
        Signal(sync, [other], [63]);
        Transfer(sync, other, 63, 74);
        Assert.Equal(74ul, sync.Query(other));
        Assert.Equal(
            Errno.EINVAL,
            sync.Lab.Call("SYNCOBJ_TRANSFER", ("src_handle", other), ("src_point", 75), ("dst_handle", other)).Errno);
    }

    private static void Transfer(SyncLab sync, uint syncobj, ulong from, ulong to) => sync.Lab.Ok(
        "SYNCOBJ_TRANSFER", ("src_handle", syncobj), ("src_point", from), ("dst_handle", syncobj), ("dst_point", to));

    private static void Signal(SyncLab sync, uint[] syncobjs, ulong[]? points)
    {
        if (points is null)
        {
            sync.Lab.Ok("SYNCOBJ_SIGNAL", ("handles", syncobjs));
        }
        else
        {
            sync.Lab.Ok("SYNCOBJ_TIMELINE_SIGNAL", ("handles", syncobjs), ("points", points));
        }
    }

    private static (uint Syncobj, ulong Point, ulong[]? Points) New(SyncLab sync, bool isTimeline) =>
        (sync.NewSyncobj(), isTimeline ? 1ul : 0, isTimeline ? [1] : null);
}
