using System;
using System.Linq;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.Binary;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>Syncobjs in binary: the arrays in the client's memory, the descriptors, the order of the refusals.</summary>
public sealed class SyncobjIoctlTests
{
    private const ulong Bad = 0xdead_0000;
    private const uint ExportSyncFile = 1;
    private const uint Timeline = 2;

    [Theory]
    [InlineData("SYNCOBJ_CREATE", "flags", 2u)]
    [InlineData("SYNCOBJ_DESTROY", "pad", 1u)]
    [InlineData("SYNCOBJ_HANDLE_TO_FD", "flags", 4u)]
    [InlineData("SYNCOBJ_HANDLE_TO_FD", "pad", 1u)]
    [InlineData("SYNCOBJ_HANDLE_TO_FD", "point", 1u)]
    [InlineData("SYNCOBJ_FD_TO_HANDLE", "flags", 4u)]
    [InlineData("SYNCOBJ_FD_TO_HANDLE", "pad", 1u)]
    [InlineData("SYNCOBJ_FD_TO_HANDLE", "point", 1u)]
    [InlineData("SYNCOBJ_WAIT", "flags", 4u)]
    [InlineData("SYNCOBJ_WAIT", "flags", 16u)]
    [InlineData("SYNCOBJ_TIMELINE_WAIT", "flags", 16u)]
    [InlineData("SYNCOBJ_RESET", "pad", 1u)]
    [InlineData("SYNCOBJ_RESET", "count_handles", 0u)]
    [InlineData("SYNCOBJ_SIGNAL", "pad", 1u)]
    [InlineData("SYNCOBJ_SIGNAL", "count_handles", 0u)]
    [InlineData("SYNCOBJ_QUERY", "flags", 2u)]
    [InlineData("SYNCOBJ_QUERY", "count_handles", 0u)]
    [InlineData("SYNCOBJ_TIMELINE_SIGNAL", "flags", 1u)]
    [InlineData("SYNCOBJ_TIMELINE_SIGNAL", "count_handles", 0u)]
    [InlineData("SYNCOBJ_TRANSFER", "pad", 1u)]
    [InlineData("SYNCOBJ_EVENTFD", "flags", 2u)]
    [InlineData("SYNCOBJ_EVENTFD", "pad", 1u)]
    public void Bad_flags_padding_and_counts_are_EINVAL_before_any_pointer_is_followed(
        string request, string field, uint value)
    {
        using var lab = new IoctlLab();
        UapiStruct layout = UapiRequests.Find(request)!.Struct!;
        (string, object)[] fields = layout.Fields
            .Where(f => f.Name is "handles" or "points" or "count_handles" && f.Name != field)
            .Select(f => (f.Name, (object)(f.Name == "count_handles" ? 1ul : Bad)))
            .Append((field, value))
            .ToArray();
        Assert.Equal(Errno.EINVAL, lab.Call(request, fields).Errno);
    }

    [Theory]
    [InlineData("SYNCOBJ_WAIT")]
    [InlineData("SYNCOBJ_TIMELINE_WAIT")]
    [InlineData("SYNCOBJ_RESET")]
    [InlineData("SYNCOBJ_SIGNAL")]
    [InlineData("SYNCOBJ_QUERY")]
    [InlineData("SYNCOBJ_TIMELINE_SIGNAL")]
    public void Handles_that_cannot_be_read_are_EFAULT_unknown_ones_ENOENT_and_too_many_ENOMEM(string request)
    {
        using var lab = new IoctlLab();
        Assert.Equal(Errno.EFAULT, lab.Call(request, ("handles", Bad), ("count_handles", 1)).Errno);
        Assert.Equal(Errno.ENOENT, lab.Call(request, ("handles", new uint[] { 7 })).Errno);
        Assert.Equal(Errno.ENOMEM, lab.Call(request, ("handles", Bad), ("count_handles", uint.MaxValue)).Errno);
        Assert.Equal(Errno.ENOMEM, lab.Call(request, ("handles", Bad), ("count_handles", (1 << 20) + 1)).Errno);
    }

    [Theory]
    [InlineData("SYNCOBJ_TIMELINE_WAIT")]
    [InlineData("SYNCOBJ_TIMELINE_SIGNAL")]
    [InlineData("SYNCOBJ_QUERY")]
    public void Points_that_cannot_be_reached_are_EFAULT_after_the_handles_were_looked_up(string request)
    {
        using var lab = new IoctlLab();
        uint handle = lab.File.Syncobjs.Create().Value;
        Assert.Equal(Errno.ENOENT, lab.Call(request, ("handles", new[] { 7u }), ("points", Bad)).Errno);
        Assert.Equal(Errno.EFAULT, lab.Call(request, ("handles", new[] { handle }), ("points", Bad)).Errno);
        Assert.Equal(1, lab.File.Syncobjs.Find(handle)!.ReferenceCount - 1);
        lab.File.Syncobjs.Entries.Single().Value.Put();
    }

    [Fact]
    public void A_wait_for_nothing_succeeds_and_writes_nothing()
    {
        using var lab = new IoctlLab();
        Assert.Equal(77ul, lab.Ok("SYNCOBJ_WAIT", ("handles", Bad), ("first_signaled", 77))["first_signaled"]);
        Assert.Equal(77ul, lab.Ok("SYNCOBJ_TIMELINE_WAIT", ("points", Bad), ("first_signaled", 77))["first_signaled"]);
    }

    [Fact]
    public void A_wait_tells_the_first_that_is_signalled()
    {
        using var lab = new IoctlLab();
        uint pending = lab.File.Syncobjs.Create().Value;
        uint signalled = lab.File.Syncobjs.Create(1).Value;
        IoctlAnswer any = lab.Ok("SYNCOBJ_WAIT", ("handles", new[] { pending, signalled }), ("flags", 2));
        Assert.Equal(1ul, any["first_signaled"]);
        Assert.Equal(
            Errno.ETIME, lab.Call("SYNCOBJ_WAIT", ("handles", new[] { pending, signalled }), ("flags", 3)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("SYNCOBJ_WAIT", ("handles", new[] { signalled, pending })).Errno);
    }

    [Fact]
    public void A_wait_until_later_lasts_until_then()
    {
        using var lab = new IoctlLab();
        uint pending = lab.File.Syncobjs.Create().Value;
        VirtualTime until = lab.Test.Machine.Simulation.Now + Duration.FromMilliseconds(3);
        Assert.Equal(Errno.ETIME, lab.Call(
            "SYNCOBJ_WAIT", ("handles", new[] { pending }), ("flags", 2), ("timeout_nsec", until.Nanoseconds)).Errno);
        Assert.True(lab.Test.Machine.Simulation.Now >= until);
        Assert.Equal(Errno.ETIME, lab.Call(
            "SYNCOBJ_WAIT", ("handles", new[] { pending }), ("flags", 2), ("timeout_nsec", -1L)).Errno);
    }

    [Fact]
    public void Points_are_signalled_waited_for_and_queried()
    {
        using var lab = new IoctlLab();
        uint[] handles = [lab.File.Syncobjs.Create().Value, lab.File.Syncobjs.Create().Value];
        lab.Ok("SYNCOBJ_TIMELINE_SIGNAL", ("handles", handles), ("points", new ulong[] { 5, 9 }));
        lab.Ok("SYNCOBJ_TIMELINE_WAIT", ("handles", handles), ("points", new ulong[] { 5, 8 }), ("flags", 1));
        Assert.Equal(Errno.EINVAL, lab.Call(
            "SYNCOBJ_TIMELINE_WAIT", ("handles", handles), ("points", new ulong[] { 6, 8 }), ("flags", 1)).Errno);
        ulong points = lab.Store(new byte[16]);
        lab.Ok("SYNCOBJ_QUERY", ("handles", handles), ("points", points));
        Assert.Equal((5ul, 9ul), (BitConverter.ToUInt64(lab.Load(points, 8)), BitConverter.ToUInt64(lab.Load(points + 8, 8))));
    }

    [Fact]
    public void Points_left_out_are_zero()
    {
        using var lab = new IoctlLab();
        uint handle = lab.File.Syncobjs.Create().Value;
        lab.Ok("SYNCOBJ_TIMELINE_SIGNAL", ("handles", new[] { handle }), ("points", 0));
        lab.Ok("SYNCOBJ_TIMELINE_WAIT", ("handles", new[] { handle }), ("points", 0));
    }

    [Fact]
    public void Reset_and_signal_change_what_a_wait_finds()
    {
        using var lab = new IoctlLab();
        uint[] handles = [lab.File.Syncobjs.Create(1).Value, lab.File.Syncobjs.Create(1).Value];
        lab.Ok("SYNCOBJ_RESET", ("handles", handles));
        Assert.Equal(Errno.EINVAL, lab.Call("SYNCOBJ_WAIT", ("handles", handles)).Errno);
        lab.Ok("SYNCOBJ_SIGNAL", ("handles", handles));
        lab.Ok("SYNCOBJ_WAIT", ("handles", handles), ("flags", 1));
    }

    [Fact]
    public void A_syncobj_goes_to_another_handle_by_its_descriptor()
    {
        using var lab = new IoctlLab();
        uint handle = lab.File.Syncobjs.Create().Value;
        ulong fd = lab.Ok("SYNCOBJ_HANDLE_TO_FD", ("handle", handle))["fd"];
        ulong again = lab.Ok("SYNCOBJ_FD_TO_HANDLE", ("fd", fd))["handle"];
        Assert.NotEqual(handle, again);
        lab.Ok("SYNCOBJ_SIGNAL", ("handles", new[] { handle }));
        lab.Ok("SYNCOBJ_WAIT", ("handles", new[] { again }));
        Assert.Equal(Errno.EINVAL, lab.Call("SYNCOBJ_HANDLE_TO_FD", ("handle", 99)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("SYNCOBJ_FD_TO_HANDLE", ("fd", 99)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("SYNCOBJ_FD_TO_HANDLE", ("fd", 3)).Errno);
    }

    [Fact]
    public void A_fence_goes_to_another_syncobj_as_a_sync_file()
    {
        using var lab = new IoctlLab();
        uint source = lab.File.Syncobjs.Create().Value;
        uint target = lab.File.Syncobjs.Create().Value;
        Assert.Equal(
            Errno.EINVAL, lab.Call("SYNCOBJ_HANDLE_TO_FD", ("handle", source), ("flags", ExportSyncFile)).Errno);
        Assert.Equal(Errno.ENOENT, lab.Call("SYNCOBJ_HANDLE_TO_FD", ("handle", 99), ("flags", ExportSyncFile)).Errno);
        lab.Ok("SYNCOBJ_TIMELINE_SIGNAL", ("handles", new[] { source }), ("points", new ulong[] { 4 }));
        ulong fd = lab.Ok(
            "SYNCOBJ_HANDLE_TO_FD", ("handle", source), ("flags", ExportSyncFile | Timeline), ("point", 4))["fd"];
        Assert.Equal(Errno.EINVAL, lab.Call("SYNCOBJ_FD_TO_HANDLE", ("fd", fd)).Errno);
        Assert.Equal(
            Errno.ENOENT, lab.Call("SYNCOBJ_FD_TO_HANDLE", ("fd", fd), ("flags", 1), ("handle", 99)).Errno);
        IoctlAnswer answer = lab.Ok("SYNCOBJ_FD_TO_HANDLE", ("fd", fd), ("flags", 1), ("handle", target));
        Assert.Equal(target, answer["handle"]);
        lab.Ok("SYNCOBJ_WAIT", ("handles", new[] { target }));
        ulong plain = lab.Ok("SYNCOBJ_HANDLE_TO_FD", ("handle", source))["fd"];
        Assert.Equal(
            Errno.EINVAL, lab.Call("SYNCOBJ_FD_TO_HANDLE", ("fd", plain), ("flags", 1), ("handle", target)).Errno);
    }

    [Fact]
    public void A_fence_is_transferred()
    {
        using var lab = new IoctlLab();
        uint source = lab.File.Syncobjs.Create(1).Value;
        uint target = lab.File.Syncobjs.Create().Value;
        lab.Ok("SYNCOBJ_TRANSFER", ("src_handle", source), ("dst_handle", target), ("dst_point", 6));
        lab.Ok("SYNCOBJ_TIMELINE_WAIT", ("handles", new[] { target }), ("points", new ulong[] { 6 }));
        Assert.Equal(Errno.ENOENT, lab.Call("SYNCOBJ_TRANSFER", ("src_handle", source), ("dst_handle", 99)).Errno);
        Assert.Equal(Errno.ENOENT, lab.Call("SYNCOBJ_TRANSFER", ("src_handle", 99), ("dst_handle", target)).Errno);
        Assert.Equal(
            Errno.EINVAL,
            lab.Call("SYNCOBJ_TRANSFER", ("src_handle", source), ("dst_handle", target), ("flags", 1)).Errno);
    }

    [Fact]
    public void An_event_is_counted_when_a_point_is_signalled()
    {
        using var lab = new IoctlLab();
        uint handle = lab.File.Syncobjs.Create().Value;
        var counter = new EventFd(lab.Test.Machine.Simulation);
        int fd = lab.File.Files.Install(counter).Value;
        Assert.Equal(Errno.ENOENT, lab.Call("SYNCOBJ_EVENTFD", ("handle", 99), ("fd", 99)).Errno);
        Assert.Equal(Errno.EBADF, lab.Call("SYNCOBJ_EVENTFD", ("handle", handle), ("fd", 99)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("SYNCOBJ_EVENTFD", ("handle", handle), ("fd", 3)).Errno);
        lab.Ok("SYNCOBJ_EVENTFD", ("handle", handle), ("fd", fd), ("point", 2));
        Assert.Equal(0ul, counter.Count);
        lab.Ok("SYNCOBJ_TIMELINE_SIGNAL", ("handles", new[] { handle }), ("points", new ulong[] { 2 }));
        Assert.Equal(1ul, counter.Count);
    }

    [Fact]
    public void Handles_begin_at_one_and_are_destroyed_once()
    {
        using var lab = new IoctlLab();
        Assert.Equal(1ul, lab.Ok("SYNCOBJ_CREATE")["handle"]);
        Assert.Equal(2ul, lab.Ok("SYNCOBJ_CREATE", ("flags", 1))["handle"]);
        lab.Ok("SYNCOBJ_DESTROY", ("handle", 1));
        Assert.Equal(Errno.EINVAL, lab.Call("SYNCOBJ_DESTROY", ("handle", 1)).Errno);
        Assert.Equal(1ul, lab.Ok("SYNCOBJ_CREATE")["handle"]);
    }
}
