using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Sync.DrmSyncobjFlags;

namespace Panthor.Driver.Tests.Sync;

public sealed class SyncobjTableTests
{
    [Fact]
    public void Handles_are_given_out_from_one_on_and_given_back()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        Assert.Equal(1U, table.Create().Value);
        Assert.Equal(2U, table.Create(DRM_SYNCOBJ_CREATE_SIGNALED).Value);
        Assert.True(table.Destroy(1).IsOk);
        Assert.Equal(1U, table.Create().Value);
        DrmSyncobj held = table.Find(2)!;
        Assert.Equal(2, held.ReferenceCount);
        table.Release();
        Assert.Equal(0, table.Count);
        Assert.Equal(1, held.ReferenceCount);
        held.Put();
    }

    [Fact]
    public void Every_wrong_argument_is_refused_with_the_errno_of_the_kernel()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        uint handle = table.Create().Value;
        uint[] good = [handle];
        uint[] bad = [handle, 99];
        Assert.Equal(Errno.EINVAL, table.Create(2).Errno);
        Assert.Equal(Errno.EINVAL, table.Destroy(handle, pad: 1).Errno);
        Assert.Equal(Errno.EINVAL, table.Destroy(99).Errno);
        Assert.Equal(Errno.EINVAL, table.Reset(good, pad: 1).Errno);
        Assert.Equal(Errno.EINVAL, table.Reset([]).Errno);
        Assert.Equal(Errno.ENOENT, table.Reset(bad).Errno);
        Assert.Equal(Errno.EINVAL, table.Signal(good, pad: 1).Errno);
        Assert.Equal(Errno.EINVAL, table.Signal([]).Errno);
        Assert.Equal(Errno.ENOENT, table.Signal(bad).Errno);
        Assert.Equal(Errno.EINVAL, table.TimelineSignal(good, [1], flags: 1).Errno);
        Assert.Equal(Errno.EINVAL, table.TimelineSignal([], []).Errno);
        Assert.Equal(Errno.ENOENT, table.TimelineSignal(bad, [1, 1]).Errno);
        Assert.Equal(Errno.EINVAL, table.Query(good, flags: 2).Errno);
        Assert.Equal(Errno.EINVAL, table.Query([]).Errno);
        Assert.Equal(Errno.ENOENT, table.Query(bad).Errno);
        Assert.Equal(Errno.EINVAL, Wait(lab, table, good, 0, flags: 4));
        Assert.Equal(Errno.ENOENT, Wait(lab, table, bad, 0));
        Assert.Equal(Errno.None, Wait(lab, table, [], 0));
        Assert.Equal(Errno.EINVAL, Wait(lab, table, good, 0));
        Assert.Equal(Errno.EINVAL, TimelineWait(lab, table, good, [1], 0, flags: 16));
        Assert.Equal(Errno.EINVAL, TimelineWait(lab, table, good, [1], 0));
        Assert.All(table.Entries, entry => Assert.Equal(1, entry.Value.ReferenceCount));
        table.Release();
    }

    [Fact]
    public void Every_wrong_argument_about_files_is_refused_with_the_errno_of_the_kernel()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        uint handle = table.Create().Value;
        EventFd other = new(lab.Simulation);
        Assert.Equal(Errno.EINVAL, table.HandleToFile(handle, pad: 1).Errno);
        Assert.Equal(Errno.EINVAL, table.HandleToFile(handle, flags: 4).Errno);
        Assert.Equal(Errno.EINVAL, table.HandleToFile(handle, point: 1).Errno);
        Assert.Equal(Errno.EINVAL, table.HandleToFile(99).Errno);
        uint export = DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_EXPORT_SYNC_FILE;
        Assert.Equal(Errno.EINVAL, table.HandleToFile(handle, export).Errno);
        Assert.Equal(Errno.ENOENT, table.HandleToFile(99, export).Errno);
        Assert.Equal(Errno.EINVAL, table.FileToHandle(other, pad: 1).Errno);
        Assert.Equal(Errno.EINVAL, table.FileToHandle(other, flags: 4).Errno);
        Assert.Equal(Errno.EINVAL, table.FileToHandle(other, point: 1).Errno);
        Assert.Equal(Errno.EINVAL, table.FileToHandle(other).Errno);
        Assert.Equal(Errno.EINVAL, table.FileToHandle(null).Errno);
        uint import = DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_IMPORT_SYNC_FILE;
        Assert.Equal(Errno.EINVAL, table.FileToHandle(other, import, handle).Errno);
        DmaFence stub = lab.Fences.GetStub();
        SyncFile file = SyncFile.Create(stub);
        stub.Put();
        Assert.Equal(Errno.ENOENT, table.FileToHandle(file, import, 99).Errno);
        Assert.Equal(Errno.EINVAL, Transfer(lab, table, handle, 0, handle, 0, pad: 1));
        Assert.Equal(Errno.EINVAL, Transfer(lab, table, handle, 0, handle, 0, flags: 1));
        Assert.Equal(Errno.EINVAL, Transfer(lab, table, handle, 0, handle, 0));
        Assert.Equal(Errno.ENOENT, Transfer(lab, table, 99, 0, handle, 0));
        Assert.Equal(Errno.ENOENT, Transfer(lab, table, handle, 1, 99, 0));
        Assert.Equal(Errno.EINVAL, table.AddEvent(handle, 0, other, flags: 1).Errno);
        Assert.Equal(Errno.EINVAL, table.AddEvent(handle, 0, other, pad: 1).Errno);
        Assert.Equal(Errno.ENOENT, table.AddEvent(99, 0, other).Errno);
        Assert.Equal(Errno.EBADF, table.AddEvent(handle, 0, null).Errno);
        Assert.Equal(Errno.EINVAL, table.AddEvent(handle, 0, file).Errno);
        Assert.Equal(1, other.ReferenceCount);
        file.Put();
        other.Put();
        table.Release();
    }

    [Fact]
    public void A_failed_allocation_is_ENOMEM_and_leaves_nothing_behind()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        uint handle = table.Create(DRM_SYNCOBJ_CREATE_SIGNALED).Value;
        uint[] handles = [handle];
        List<Func<Errno>> calls =
        [
            () => table.Create().Errno,
            () => table.Reset(handles).Errno,
            () => table.Signal(handles).Errno,
            () => table.TimelineSignal(handles, [5]).Errno,
            () => table.Query(handles).Errno,
            () => Wait(lab, table, handles, 0),
            () => Transfer(lab, table, handle, 1, handle, 0),
        ];
        foreach (Func<Errno> call in calls)
        {
            lab.Simulation.Faults.Add(new FaultInjection(SyncFaultPoints.KernelAllocation));
            Assert.Equal(Errno.ENOMEM, call());
        }

        Assert.Equal(1, table.Count);
        Assert.Equal([0UL], table.Query(handles).Value);
        Assert.Equal(Errno.None, Wait(lab, table, handles, 0));
        table.Release();
    }

    [Fact]
    public void A_binary_syncobj_is_empty_signalled_or_holds_a_fence()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        uint[] handles = [table.Create().Value];
        Assert.Equal(Errno.EINVAL, Wait(lab, table, handles, 0));
        Assert.True(table.Signal(handles).IsOk);
        Assert.Equal(Errno.None, Wait(lab, table, handles, 0));
        Assert.True(table.Reset(handles).IsOk);
        Assert.Equal(Errno.EINVAL, table.FindFence(handles[0], 0).Errno);
        DmaFence fence = lab.NewFence();
        DrmSyncobj syncobj = table.Find(handles[0])!;
        syncobj.ReplaceFence(fence);
        syncobj.Put();
        Assert.Equal(Errno.ETIME, Wait(lab, table, handles, 0));
        Assert.Equal([0UL], table.Query(handles).Value);
        fence.Signal();
        Assert.Equal(Errno.None, Wait(lab, table, handles, 0));
        fence.Put();
        table.Release();
    }

    [Fact]
    public void A_timeline_tells_the_last_signalled_and_the_last_submitted_point()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        uint[] handles = [table.Create().Value];
        DmaFence first = Submit(lab, table, handles[0], 10);
        DmaFence second = Submit(lab, table, handles[0], 20);
        Assert.Equal([0UL], table.Query(handles).Value);
        Assert.Equal([20UL], table.Query(handles, DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED).Value);
        second.Signal();
        Assert.Equal([0UL], table.Query(handles).Value);
        first.Signal();
        Assert.Equal([20UL], table.Query(handles).Value);
        Assert.True(table.TimelineSignal(handles, [30]).IsOk);
        Assert.Equal([30UL], table.Query(handles).Value);
        DmaFence third = Submit(lab, table, handles[0], 40);
        Assert.Equal([30UL], table.Query(handles).Value);
        third.Signal();
        End(first, second, third);
        table.Release();
    }

    [Fact]
    public void The_fence_of_a_point_is_the_first_link_that_is_not_before_it()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        uint handle = table.Create().Value;
        DmaFence first = Submit(lab, table, handle, 10);
        DmaFence second = Submit(lab, table, handle, 20);
        DmaFence found = table.FindFence(handle, 5).Value;
        Assert.Equal(10UL, found.Seqno);
        found.Put();
        Assert.Equal(Errno.EINVAL, table.FindFence(handle, 21).Errno);
        Assert.Equal(Errno.ENOENT, table.FindFence(99, 0).Errno);
        first.Signal();
        DmaFence passed = table.FindFence(handle, 10).Value;
        Assert.True(passed.IsSignaled());
        passed.Put();
        second.Signal();
        End(first, second);
        table.Release();
    }

    [Fact]
    public void A_point_out_of_order_is_legal_and_noted_in_the_log()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        uint[] handles = [table.Create().Value];
        lab.Simulation.Log.Threshold = KernelLogLevel.Debug;
        DmaFence first = Submit(lab, table, handles[0], 10);
        DmaFence second = Submit(lab, table, handles[0], 5);
        Assert.Equal([10UL], table.Query(handles, DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED).Value);
        first.Signal();
        Assert.Equal([0UL], table.Query(handles).Value);
        second.Signal();
        Assert.Equal([10UL], table.Query(handles).Value);
        Assert.Contains(lab.Simulation.Log.Lines, line =>
            line.Message.Contains("unorder point", StringComparison.Ordinal));
        End(first, second);
        table.Release();
    }

    [Fact]
    public void A_file_carries_a_syncobj_to_another_client()
    {
        using FenceLab lab = new();
        SyncobjTable one = new(lab.Fences);
        SyncobjTable other = new(lab.Fences);
        uint handle = one.Create().Value;
        AnonFile file = one.HandleToFile(handle).Value;
        uint shared = other.FileToHandle(file).Value;
        file.Put();
        one.Signal([handle]);
        Assert.Equal(Errno.None, Wait(lab, other, [shared], 0));
        one.Release();
        Assert.Equal(Errno.None, Wait(lab, other, [shared], 0));
        other.Release();
    }

    [Fact]
    public void A_sync_file_carries_a_fence_from_and_to_a_point()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        uint source = table.Create().Value;
        uint target = table.Create().Value;
        DmaFence fence = Submit(lab, table, source, 7);
        uint export = DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_EXPORT_SYNC_FILE | DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_TIMELINE;
        Assert.Equal(Errno.EINVAL, table.HandleToFile(source, export, point: 8).Errno);
        var file = (SyncFile)table.HandleToFile(source, export, point: 7).Value;
        uint import = DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_IMPORT_SYNC_FILE;
        Assert.Equal(target, table.FileToHandle(file, import, target).Value);
        file.Put();
        Assert.Equal(Errno.ETIME, Wait(lab, table, [target], 0));
        fence.Signal();
        Assert.Equal(Errno.None, Wait(lab, table, [target], 0));
        fence.Put();
        table.Release();
    }

    [Fact]
    public void A_transfer_goes_from_a_point_to_a_binary_syncobj_and_back()
    {
        using FenceLab lab = new();
        SyncobjTable table = new(lab.Fences);
        uint timeline = table.Create().Value;
        uint binary = table.Create().Value;
        DmaFence fence = Submit(lab, table, timeline, 3);
        Assert.Equal(Errno.None, Transfer(lab, table, binary, 0, timeline, 3));
        Assert.Equal(Errno.ETIME, Wait(lab, table, [binary], 0));
        Assert.Equal(Errno.None, Transfer(lab, table, timeline, 9, binary, 0));
        Assert.Equal([9UL], table.Query([timeline], DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED).Value);
        fence.Signal();
        Assert.Equal([9UL], table.Query([timeline]).Value);
        Assert.Equal(Errno.None, Wait(lab, table, [binary], 0));
        fence.Put();
        table.Release();
    }

    private static DmaFence Submit(FenceLab lab, SyncobjTable table, uint handle, ulong point)
    {
        DmaFence fence = lab.NewFence();
        DrmSyncobj syncobj = table.Find(handle)!;
        syncobj.AddPoint(new DmaFenceChain(lab.Fences), fence, point);
        syncobj.Put();
        return fence;
    }

    private static Errno Wait(FenceLab lab, SyncobjTable table, uint[] handles, long timeout, uint flags = 0) =>
        lab.Run(() => table.WaitAsync(handles, timeout, flags)).Errno;

    private static Errno TimelineWait(
        FenceLab lab, SyncobjTable table, uint[] handles, ulong[] points, long timeout, uint flags = 0) =>
        lab.Run(() => table.TimelineWaitAsync(handles, points, timeout, flags)).Errno;

    private static Errno Transfer(
        FenceLab lab, SyncobjTable table, uint to, ulong toPoint, uint from, ulong fromPoint, uint flags = 0,
        uint pad = 0) =>
        lab.Run(() => table.TransferAsync(to, toPoint, from, fromPoint, flags, pad)).Errno;

    private static void End(params DmaFence[] fences)
    {
        foreach (DmaFence fence in fences)
        {
            fence.Put();
        }
    }
}
