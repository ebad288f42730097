using System;
using System.Linq;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.Binary;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>What happens before and after a request's handler: numbers, sizes, rights, the client's memory.</summary>
public sealed class IoctlEntryTests
{
    private const uint VmCreate = 0xc0106441;
    private const uint GemClose = 0x40086409;

    [Fact]
    public void A_short_argument_is_filled_up_with_zeros_and_only_its_bytes_come_back()
    {
        using var lab = new IoctlLab();
        byte[] argument = [0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat((byte)0xee, 8)];
        Assert.True(lab.Ioctl((VmCreate & ~(0x3fffu << 16)) | 8u << 16, argument).IsOk);
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 0, .. Enumerable.Repeat((byte)0xee, 8)], argument);
    }

    [Fact]
    public void What_a_long_argument_has_beyond_the_driver_comes_back_as_it_was()
    {
        using var lab = new IoctlLab();
        byte[] argument = [.. new byte[16], .. Enumerable.Repeat((byte)0xee, 200)];
        Assert.True(lab.Ioctl((VmCreate & ~(0x3fffu << 16)) | 216u << 16, argument).IsOk);
        Assert.Equal(1, argument[4]);
        Assert.All(argument[16..], b => Assert.Equal(0xee, b));
    }

    [Fact]
    public void A_number_without_the_read_direction_hands_zeros_over()
    {
        using var lab = new IoctlLab();
        byte[] argument = [9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(Errno.EINVAL, lab.Ioctl(VmCreate, (byte[])argument.Clone()).Errno);
        Assert.True(lab.Ioctl(VmCreate & ~UapiRequest.IocIn, argument).IsOk);
        Assert.Equal(1, argument[4]);
    }

    [Fact]
    public void A_number_without_the_write_direction_writes_nothing_back()
    {
        using var lab = new IoctlLab();
        byte[] argument = new byte[16];
        Assert.True(lab.Ioctl(VmCreate & ~UapiRequest.IocOut, argument).IsOk);
        Assert.All(argument, b => Assert.Equal(0, b));
        Assert.Single(lab.File.Vms.Entries);
    }

    [Theory]
    [InlineData(0xc0106541u, Errno.ENOTTY)]
    [InlineData(0xc0106451u, Errno.EINVAL)]
    [InlineData(0xc0106403u, Errno.EINVAL)]
    public void An_unknown_number_is_refused_before_the_argument_is_looked_at(uint number, Errno expected)
    {
        using var lab = new IoctlLab();
        Assert.Equal(expected, lab.Ioctl(number, 0xdead_0000ul).Errno);
    }

    [Fact]
    public void An_argument_that_is_not_mapped_is_EFAULT()
    {
        using var lab = new IoctlLab();
        Assert.Equal(Errno.EFAULT, lab.Ioctl(VmCreate, 0ul).Errno);
        Assert.Equal(Errno.EFAULT, lab.Ioctl(VmCreate, ulong.MaxValue - 3).Errno);
        Assert.Equal(Errno.EFAULT, lab.Ioctl(VmCreate, new byte[15]).Errno);
        Assert.Empty(lab.File.Vms.Entries);
    }

    [Fact]
    public void An_argument_in_read_only_memory_is_EFAULT_although_the_request_was_executed()
    {
        using var lab = new IoctlLab();
        ulong page = lab.Memory.MapAnonymous(4096, UserProtection.Read).Value;
        Assert.Equal(Errno.EFAULT, lab.Ioctl(VmCreate, page).Errno);
        Assert.Single(lab.File.Vms.Entries);
    }

    [Fact]
    public void A_request_that_is_only_read_may_lie_in_read_only_memory()
    {
        using var lab = new IoctlLab();
        uint handle = lab.Test.NewBuffer(4096);
        ulong page = lab.Memory.MapAnonymous(4096).Value;
        Assert.True(lab.Memory.Write(page, IoctlLab.Words(handle, 0)).IsOk);
        Assert.True(lab.Test.Call(() => lab.Memory.ProtectAsync(page, 4096, UserProtection.Read)).IsOk);
        Assert.True(lab.Ioctl(GemClose, page).IsOk);
    }

    [Fact]
    public void An_argument_that_ends_behind_the_mapped_page_is_EFAULT()
    {
        using var lab = new IoctlLab();
        ulong page = lab.Memory.MapAnonymous(4096).Value;
        Assert.Equal(Errno.EFAULT, lab.Ioctl(VmCreate, page + 4096 - 15).Errno);
        Assert.True(lab.Ioctl(VmCreate, page + 4096 - 16).IsOk);
    }

    [Fact]
    public void The_argument_may_lie_in_a_mapped_buffer()
    {
        using var lab = new IoctlLab();
        uint handle = lab.Test.NewBuffer(4096);
        ulong offset = lab.File.BoMmapOffset(handle).Value;
        ulong address = lab.Test.Call(() => lab.File.MmapAsync(
            0, 4096, UserProtection.ReadWrite, UserMapFlags.Shared, FileTable.DeviceDescriptor, offset)).Value;
        Assert.True(lab.Ioctl(VmCreate, address + 128).IsOk);
        Assert.Equal(1, lab.Load(address + 132, 1)[0]);
    }

    [Fact]
    public void A_render_client_gets_EACCES_for_what_is_not_for_it()
    {
        using var lab = new IoctlLab();
        foreach (UapiRequest request in UapiRequests.All.Where(r => (r.Flags & DrmIoctlFlags.RenderAllow) == 0))
        {
            Assert.Equal(Errno.EACCES, lab.Ioctl(request.Number, new byte[request.Size]).Errno);
        }
    }

    [Fact]
    public void Of_two_clients_of_the_primary_node_the_first_is_master_and_lets_the_second_in()
    {
        using var lab = new IoctlLab();
        DrmFile master = lab.Open(DrmNode.Primary);
        DrmFile other = lab.Open(DrmNode.Primary);
        uint handle = lab.Test.Call(() => other.BoCreateAsync(4096, 0, 0)).Value.Handle;
        Assert.True(master.IsCurrentMaster);
        Assert.Equal(Errno.EACCES, lab.Call(other, "GEM_FLINK", ("handle", handle)).Errno);
        Assert.Equal(Errno.EACCES, lab.Call(other, "AUTH_MAGIC", ("magic", 1)).Errno);

        ulong magic = lab.Call(other, "GET_MAGIC")["magic"];
        Assert.Equal(Errno.EINVAL, lab.Call(master, "AUTH_MAGIC", ("magic", magic + 1)).Errno);
        Assert.True(lab.Call(master, "AUTH_MAGIC", ("magic", magic)).Result.IsOk);
        Assert.Equal(Errno.EINVAL, lab.Call(master, "AUTH_MAGIC", ("magic", magic)).Errno);

        ulong name = lab.Call(other, "GEM_FLINK", ("handle", handle))["name"];
        IoctlAnswer opened = lab.Call(master, "GEM_OPEN", ("name", name));
        Assert.Equal((1ul, 4096ul), (opened["handle"], opened["size"]));
        Assert.Equal(Errno.ENOENT, lab.Call(master, "GEM_OPEN", ("name", name + 1)).Errno);
        lab.Close(other);
        lab.Close(master);
    }

    [Fact]
    public void The_master_can_step_back_and_another_take_over()
    {
        using var lab = new IoctlLab();
        DrmFile first = lab.Open(DrmNode.Primary);
        DrmFile root = lab.Open(DrmNode.Primary, ClientCapabilities.SysAdmin);
        UapiRequest set = UapiRequests.Find("SET_MASTER")!;
        UapiRequest drop = UapiRequests.Find("DROP_MASTER")!;
        Assert.Equal(Errno.EBUSY, lab.Ioctl(set.Number, Array.Empty<byte>(), root).Errno);
        Assert.Equal(Errno.EINVAL, lab.Ioctl(drop.Number, Array.Empty<byte>(), root).Errno);
        Assert.True(lab.Ioctl(drop.Number, Array.Empty<byte>(), first).IsOk);
        Assert.True(lab.Ioctl(set.Number, Array.Empty<byte>(), root).IsOk);
        Assert.True(root.IsCurrentMaster);
        Assert.Equal(Errno.EBUSY, lab.Ioctl(set.Number, Array.Empty<byte>(), first).Errno);
        lab.Close(root);
        Assert.True(lab.Ioctl(set.Number, Array.Empty<byte>(), first).IsOk);
        DrmFile late = lab.Open(DrmNode.Primary);
        Assert.Equal(Errno.EACCES, lab.Ioctl(set.Number, Array.Empty<byte>(), late).Errno);
        lab.Close(late);
        lab.Close(first);
    }

    [Fact]
    public void A_closed_client_gets_EBADF_and_one_of_a_removed_device_ENODEV()
    {
        var lab = new IoctlLab();
        DrmFile closed = lab.Open(DrmNode.Render);
        lab.Close(closed);
        Assert.Equal(Errno.EBADF, lab.Ioctl(VmCreate, new byte[16], closed).Errno);
        lab.Test.Machine.Call("unplug", lab.Test.Device.UnplugAsync);
        Assert.Equal(Errno.ENODEV, lab.Ioctl(VmCreate, new byte[16]).Errno);
        Assert.Equal(Errno.ENODEV, lab.Ioctl(0, new byte[16]).Errno);
        lab.Dispose();
    }

    [Fact]
    public void A_client_that_closes_during_a_request_is_released_at_the_requests_end()
    {
        using var lab = new IoctlLab();
        DrmFile client = lab.Open(DrmNode.Render);
        uint syncobj = client.Syncobjs.Create().Value;
        UapiArgument wait = UapiEncoder.Encode(client, UapiRequests.Find("SYNCOBJ_WAIT")!.Struct!, IoctlLab.Fields(
            ("handles", new[] { syncobj }), ("timeout_nsec", 1_000_000_000L), ("flags", 2)));
        SimTask<KernelResult> waiter = lab.Test.Machine.Simulation.Spawn(
            "waiter", () => client.IoctlAsync(UapiRequests.Find("SYNCOBJ_WAIT")!.Number, wait.Bytes));
        lab.Test.Machine.Simulation.RunFor(Duration.FromMilliseconds(1));
        lab.Close(client);
        Assert.Equal(1, client.Syncobjs.Count);
        Assert.Equal(Errno.ETIME, lab.Test.Machine.Simulation.RunToCompletion(waiter).Errno);
        Assert.Equal(0, client.Syncobjs.Count);
    }
}
