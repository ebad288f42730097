using System;
using System.Collections;
using System.Linq;
using System.Text;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.User;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>VMs and buffers in binary: what comes back, and every refusal in the kernel's order.</summary>
public sealed class PanthorIoctlTests
{
    private const uint NoMmap = PanthorDrm.DRM_PANTHOR_BO_NO_MMAP;
    private const ulong Bad = 0xdead_0000;

    [Fact]
    public void VM_CREATE_returns_the_id_and_the_split_of_the_address_space()
    {
        using var lab = new IoctlLab();
        IoctlAnswer vm = lab.Ok("VM_CREATE");
        Assert.Equal((1ul, 1ul << 47), (vm["id"], vm["user_va_range"]));
        Assert.Equal(Errno.EINVAL, lab.Call("VM_CREATE", ("flags", 1)).Errno);
    }

    [Fact]
    public void VM_DESTROY_wants_no_padding_and_a_VM()
    {
        using var lab = new IoctlLab();
        lab.Ok("VM_CREATE");
        Assert.Equal(Errno.EINVAL, lab.Call("VM_DESTROY", ("id", 1), ("pad", 1)).Errno);
        lab.Ok("VM_DESTROY", ("id", 1));
        Assert.Equal(Errno.EINVAL, lab.Call("VM_DESTROY", ("id", 1)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("VM_GET_STATE", ("vm_id", 1)).Errno);
    }

    [Fact]
    public void VM_GET_STATE_tells_that_a_VM_is_usable()
    {
        using var lab = new IoctlLab();
        lab.Ok("VM_CREATE");
        Assert.Equal(0ul, lab.Ok("VM_GET_STATE", ("vm_id", 1), ("state", 77))["state"]);
    }

    [Fact]
    public void BO_CREATE_rounds_the_size_up_and_leaves_the_argument_alone_when_it_refuses()
    {
        using var lab = new IoctlLab();
        IoctlAnswer buffer = lab.Ok("BO_CREATE", ("size", 5000));
        Assert.Equal((1ul, 8192ul), (buffer["handle"], buffer["size"]));
        IoctlAnswer refused = lab.Call("BO_CREATE", ("size", 5000), ("pad", 1), ("handle", 9));
        Assert.Equal((Errno.EINVAL, 5000ul, 9ul), (refused.Errno, refused["size"], refused["handle"]));
    }

    [Fact]
    public void BO_MMAP_OFFSET_checks_padding_then_the_handle_then_the_flag()
    {
        using var lab = new IoctlLab();
        lab.Test.NewBuffer(4096);
        lab.Test.NewBuffer(4096, NoMmap);
        Assert.Equal(Errno.EINVAL, lab.Call("BO_MMAP_OFFSET", ("handle", 9), ("pad", 1)).Errno);
        Assert.Equal(Errno.ENOENT, lab.Call("BO_MMAP_OFFSET", ("handle", 9)).Errno);
        Assert.Equal(Errno.EPERM, lab.Call("BO_MMAP_OFFSET", ("handle", 2)).Errno);
        Assert.Equal(
            lab.File.Buffers.First().Value.MmapOffset, lab.Ok("BO_MMAP_OFFSET", ("handle", 1))["offset"]);
    }

    [Fact]
    public void BO_QUERY_INFO_clears_its_padding()
    {
        using var lab = new IoctlLab();
        lab.Test.NewBuffer(4096, NoMmap);
        IoctlAnswer info = lab.Ok("BO_QUERY_INFO", ("handle", 1), ("pad", 7), ("extra_flags", 7));
        Assert.Equal((1ul, 0ul, 0ul), (info["create_flags"], info["extra_flags"], info["pad"]));
        Assert.Equal(Errno.ENOENT, lab.Call("BO_QUERY_INFO", ("handle", 2)).Errno);
    }

    [Fact]
    public void BO_SET_LABEL_tells_no_label_from_an_empty_one_and_from_one_too_long()
    {
        using var lab = new IoctlLab();
        lab.Test.NewBuffer(4096);
        string? Label() => lab.File.Buffers.Single().Value.Label;
        lab.Ok("BO_SET_LABEL", ("handle", 1), ("label", "vertices"));
        Assert.Equal("vertices", Label());
        Assert.Equal(Errno.EINVAL, lab.Call("BO_SET_LABEL", ("handle", 9), ("pad", 1), ("label", Bad)).Errno);
        Assert.Equal(Errno.ENOENT, lab.Call("BO_SET_LABEL", ("handle", 9), ("label", Bad)).Errno);
        Assert.Equal(Errno.EFAULT, lab.Call("BO_SET_LABEL", ("handle", 1), ("label", Bad)).Errno);
        Assert.Equal(Errno.E2BIG, lab.Call("BO_SET_LABEL", ("handle", 1), ("label", new string('x', 4096))).Errno);
        Assert.Equal("vertices", Label());
        lab.Ok("BO_SET_LABEL", ("handle", 1), ("label", new string('x', 4095)));
        Assert.Equal(4095, Label()!.Length);
        lab.Ok("BO_SET_LABEL", ("handle", 1), ("label", ""));
        Assert.Equal("", Label());
        lab.Ok("BO_SET_LABEL", ("handle", 1), ("label", 0));
        Assert.Null(Label());
    }

    [Fact]
    public void BO_SYNC_of_nothing_succeeds_whatever_the_stride()
    {
        using var lab = new IoctlLab();
        lab.Ok("BO_SYNC", ("ops", Array(1, 0, Bad)));
    }

    [Fact]
    public void BO_SYNC_stops_at_the_first_operation_that_fails()
    {
        using var lab = new IoctlLab();
        lab.Test.NewBuffer(4096, PanthorDrm.DRM_PANTHOR_BO_WB_MMAP);
        lab.Ok("BO_SYNC", ("ops", new[] { Op(("handle", 1), ("type", 1), ("offset", 64), ("size", 64)) }));
        Assert.Equal(Errno.ENOENT, lab.Call("BO_SYNC", ("ops", new[] { Op(("handle", 2), ("type", 9)) })).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("BO_SYNC", ("ops", new[] { Op(("handle", 1), ("type", 2)) })).Errno);
        Assert.Equal(
            Errno.EINVAL,
            lab.Call("BO_SYNC", ("ops", new[] { Op(("handle", 1), ("offset", 64), ("size", 4096)) })).Errno);
        Assert.Equal(
            Errno.EINVAL,
            lab.Call("BO_SYNC", ("ops", new[] { Op(("handle", 1), ("offset", ulong.MaxValue), ("size", 2)) })).Errno);
    }

    [Fact]
    public void VM_BIND_maps_and_unmaps()
    {
        using var lab = NewVmAndBuffer();
        lab.Ok("VM_BIND", ("vm_id", 1), ("ops", new[]
        {
            Op(("bo_handle", 1), ("va", 0x10000), ("size", 0x2000)),
            Op(("flags", 1u << 28), ("va", 0x10000), ("size", 0x1000)),
        }));
        Assert.Equal([0x11000ul], lab.Mapped(1));
    }

    [Fact]
    public void VM_BIND_says_how_far_it_came()
    {
        using var lab = NewVmAndBuffer();
        IoctlAnswer answer = lab.Call("VM_BIND", ("vm_id", 1), ("ops", new[]
        {
            Op(("bo_handle", 1), ("va", 0x10000), ("size", 0x1000)),
            Op(("bo_handle", 1), ("va", 0x20000), ("size", 0x1000)),
            Op(("bo_handle", 7), ("va", 0x30000), ("size", 0x1000)),
        }));
        Assert.Equal((Errno.EINVAL, 2u), (answer.Errno, answer.Count("ops")));
    }

    [Fact]
    public void VM_BIND_says_nothing_of_the_kind_when_it_was_refused_or_is_asynchronous()
    {
        using var lab = NewVmAndBuffer();
        Hashtable bad = Op(("bo_handle", 7), ("va", 0x30000), ("size", 0x1000));
        Assert.Equal(2u, lab.Call("VM_BIND", ("vm_id", 2), ("ops", new[] { bad, bad })).Count("ops"));
        IoctlAnswer answer = lab.Call("VM_BIND", ("vm_id", 1), ("flags", 1), ("ops", new[] { bad, bad }));
        Assert.Equal((Errno.EINVAL, 2u), (answer.Errno, answer.Count("ops")));
    }

    [Fact]
    public void VM_BIND_looks_for_the_VM_before_it_looks_at_the_operations()
    {
        using var lab = NewVmAndBuffer();
        Assert.Equal(Errno.EINVAL, lab.Call("VM_BIND", ("vm_id", 2), ("ops", Array(48, 1, Bad))).Errno);
        Assert.Equal(Errno.EFAULT, lab.Call("VM_BIND", ("vm_id", 1), ("ops", Array(48, 1, Bad))).Errno);
        lab.Ok("VM_BIND", ("vm_id", 1), ("ops", Array(0, 0, Bad)));
    }

    [Theory]
    [InlineData(47u, 1u, Errno.EINVAL)] // lacks a field of the first version
    [InlineData(0u, 1u, Errno.EINVAL)]
    [InlineData(48u, 0x0800_0000u, Errno.ENOMEM)] // more than an int's worth
    [InlineData(48u, 1_000_000u, Errno.ENOMEM)] // more than the machine has
    [InlineData(56u, 2u, Errno.EFAULT)] // the second element is not mapped
    public void An_array_has_to_be_one(uint stride, uint count, Errno expected)
    {
        using var lab = NewVmAndBuffer();
        ulong page = lab.Memory.MapAnonymous(4096).Value;
        ulong array = page + 4096 - 56;
        Assert.Equal(expected, lab.Call("VM_BIND", ("vm_id", 1), ("ops", Array(stride, count, array))).Errno);
    }

    [Fact]
    public void A_longer_stride_is_accepted_as_long_as_the_rest_is_zero()
    {
        using var lab = NewVmAndBuffer();
        Hashtable[] ops =
        [
            Op(("bo_handle", 1), ("va", 0x10000), ("size", 0x1000)),
            Op(("bo_handle", 1), ("va", 0x20000), ("size", 0x1000)),
        ];
        Hashtable array = IoctlLab.Fields(("items", ops), ("stride", 0x60));
        lab.Ok("VM_BIND", ("vm_id", 1), ("ops", array));
        Assert.Equal([0x10000ul, 0x20000ul], lab.Mapped(1));

        IoctlAnswer again = lab.Call("VM_BIND", ("vm_id", 1), ("ops", array));
        Assert.True(again.Result.IsOk);
        ulong address = BitConverter.ToUInt64(again.Bytes.Span[16..]);
        Assert.True(lab.Memory.Write(address + 0x60 + 0x5f, new byte[] { 1 }).IsOk);
        Assert.Equal(Errno.E2BIG, lab.Call("VM_BIND", ("vm_id", 1), ("ops", Array(0x60, 2, address))).Errno);
        Assert.Equal(Errno.None, lab.Call("VM_BIND", ("vm_id", 1), ("ops", Array(0x60, 1, address))).Errno);
    }

    [Fact]
    public void A_synchronous_operation_with_syncs_is_refused_before_they_are_looked_at()
    {
        using var lab = NewVmAndBuffer();
        Hashtable op = Op(("bo_handle", 1), ("va", 0x10000), ("size", 0x1000), ("syncs", Array(16, 1, Bad)));
        Assert.Equal(Errno.EINVAL, lab.Call("VM_BIND", ("vm_id", 1), ("ops", new[] { op })).Errno);
        Assert.Equal(Errno.EFAULT, lab.Call("VM_BIND", ("vm_id", 1), ("flags", 1), ("ops", new[] { op })).Errno);
    }

    [Fact]
    public void An_asynchronous_operation_waits_and_signals()
    {
        using var lab = NewVmAndBuffer();
        uint gate = lab.File.Syncobjs.Create().Value;
        uint done = lab.File.Syncobjs.Create().Value;
        const uint Timeline = 1;
        lab.Ok("SYNCOBJ_TIMELINE_SIGNAL", ("handles", new[] { gate }), ("points", new ulong[] { 3 }));
        lab.Ok("VM_BIND", ("vm_id", 1), ("flags", 1), ("ops", new[]
        {
            Op(("bo_handle", 1), ("va", 0x10000), ("size", 0x1000), ("syncs", new[]
            {
                Op(("flags", Timeline), ("handle", gate), ("timeline_value", 3)),
                Op(("flags", 1u << 31), ("handle", done)),
            })),
        }));
        IoctlAnswer wait = lab.Ok("SYNCOBJ_WAIT", ("handles", new[] { done }), ("timeout_nsec", long.MaxValue));
        Assert.Equal(0ul, wait["first_signaled"]);
        Assert.Single(lab.Mapped(1));
    }

    [Fact]
    public void Handles_of_buffers_begin_at_one_and_are_reused_lowest_first()
    {
        using var lab = new IoctlLab();
        Assert.Equal([1ul, 2, 3], Enumerable.Range(0, 3).Select(_ => lab.Ok("BO_CREATE", ("size", 1))["handle"]));
        lab.Ok("GEM_CLOSE", ("handle", 2));
        Assert.Equal(2ul, lab.Ok("BO_CREATE", ("size", 1))["handle"]);
        Assert.Equal(Errno.EINVAL, lab.Call("GEM_CLOSE", ("handle", 0)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("GEM_CLOSE", ("handle", 4)).Errno);
    }

    [Fact]
    public void TILER_HEAP_CREATE_and_DESTROY_go_through_the_same_door()
    {
        using var lab = new IoctlLab();
        lab.Ok("VM_CREATE");
        IoctlAnswer heap = lab.Ok(
            "TILER_HEAP_CREATE",
            ("vm_id", 1),
            ("initial_chunk_count", 1),
            ("chunk_size", 128 << 10),
            ("max_chunks", 4),
            ("target_in_flight", 65535));
        Assert.Equal(1ul << 16, heap["handle"]);
        Assert.NotEqual(0ul, heap["tiler_heap_ctx_gpu_va"]);
        Assert.NotEqual(0ul, heap["first_heap_chunk_gpu_va"]);
        Assert.Equal(Errno.EINVAL, lab.Call("TILER_HEAP_DESTROY", ("handle", 1u << 16), ("pad", 1)).Errno);
        lab.Ok("TILER_HEAP_DESTROY", ("handle", 1u << 16));
        Assert.Equal(Errno.EINVAL, lab.Call("TILER_HEAP_DESTROY", ("handle", 1u << 16)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("TILER_HEAP_CREATE", ("vm_id", 2)).Errno);
    }

    [Fact]
    public void An_array_of_operations_may_lie_in_a_mapped_buffer()
    {
        using var lab = NewVmAndBuffer();
        ulong address = lab.Test.Call(() => lab.File.MmapAsync(
            0,
            4096,
            UserProtection.ReadWrite,
            UserMapFlags.Shared,
            FileTable.DeviceDescriptor,
            lab.File.BoMmapOffset(1).Value)).Value;
        byte[] op = [0, 0, 0, 0, 1, 0, 0, 0, .. new byte[8], .. BitConverter.GetBytes(0x10000ul), 0, 0x10, .. new byte[22]];
        Assert.True(lab.Test.Call(() => lab.Memory.CopyToUserAsync(address + 8, op)).IsOk);
        lab.Ok("VM_BIND", ("vm_id", 1), ("ops", Array(48, 1, address + 8)));
        Assert.Single(lab.Mapped(1));
    }

    [Fact]
    public void VERSION_tells_names_and_their_lengths()
    {
        using var lab = new IoctlLab();
        ulong room = lab.Store(new byte[64]);
        IoctlAnswer version = lab.Ok(
            "VERSION", ("name_len", 5), ("name", room), ("desc_len", 40), ("desc", room + 16), ("date_len", 0));
        Assert.Equal(
            (1ul, 8ul, 0ul, 7ul, 1ul, 18ul),
            (version["version_major"], version["version_minor"], version["version_patchlevel"], version["name_len"],
             version["date_len"], version["desc_len"]));
        Assert.Equal("panth\0\0", Encoding.ASCII.GetString(lab.Load(room, 7)));
        Assert.Equal("Panthor DRM driver\0", Encoding.ASCII.GetString(lab.Load(room + 16, 19)));
        Assert.Equal(Errno.EFAULT, lab.Call("VERSION", ("name_len", 5), ("name", Bad)).Errno);
    }

    [Theory]
    [InlineData(0x5u, Errno.None, 3ul)]
    [InlineData(0x6u, Errno.None, 1ul)]
    [InlineData(0x13u, Errno.None, 1ul)]
    [InlineData(0x14u, Errno.None, 1ul)]
    [InlineData(0x1u, Errno.EOPNOTSUPP, 0ul)]
    [InlineData(0x99u, Errno.EOPNOTSUPP, 0ul)]
    public void GET_CAP_knows_what_a_driver_without_displays_can(uint capability, Errno expected, ulong value)
    {
        using var lab = new IoctlLab();
        IoctlAnswer answer = lab.Call("GET_CAP", ("capability", capability), ("value", 77));
        Assert.Equal((expected, value), (answer.Errno, answer["value"]));
    }

    [Fact]
    public void SET_CLIENT_NAME_wants_printable_bytes_and_not_too_many()
    {
        using var lab = new IoctlLab();
        lab.Ok("SET_CLIENT_NAME", ("name", "game-1"));
        Assert.Equal("game-1", lab.File.ClientName);
        Assert.Equal(Errno.EINVAL, lab.Call("SET_CLIENT_NAME", ("name", "two words")).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("SET_CLIENT_NAME", ("name", "é")).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("SET_CLIENT_NAME", ("name", new string('x', 65))).Errno);
        Assert.Equal(Errno.EFAULT, lab.Call("SET_CLIENT_NAME", ("name_len", 3), ("name", Bad)).Errno);
        Assert.Equal("game-1", lab.File.ClientName);
        lab.Ok("SET_CLIENT_NAME", ("name", new string('x', 64)));
        lab.Ok("SET_CLIENT_NAME", ("name_len", 0), ("name", Bad));
        Assert.Null(lab.File.ClientName);
    }

    [Fact]
    public void PRIME_gives_descriptors_and_the_same_handle_back()
    {
        using var lab = new IoctlLab();
        uint handle = lab.Test.NewBuffer(4096);
        uint vm = lab.Test.NewVm();
        uint exclusive = lab.Test.NewBuffer(4096, vm: vm);
        Assert.Equal(Errno.EINVAL, lab.Call("PRIME_HANDLE_TO_FD", ("handle", handle), ("flags", 1)).Errno);
        Assert.Equal(Errno.ENOENT, lab.Call("PRIME_HANDLE_TO_FD", ("handle", 99)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("PRIME_HANDLE_TO_FD", ("handle", exclusive)).Errno);
        IoctlAnswer fd = lab.Ok("PRIME_HANDLE_TO_FD", ("handle", handle), ("flags", 0x80002));
        Assert.Equal(4ul, fd["fd"]);
        Assert.Equal(handle, lab.Ok("PRIME_FD_TO_HANDLE", ("fd", 4))["handle"]);
        Assert.Equal(Errno.EBADF, lab.Call("PRIME_FD_TO_HANDLE", ("fd", 5)).Errno);
        Assert.Equal(Errno.EBADF, lab.Call("PRIME_FD_TO_HANDLE", ("fd", -1)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Call("PRIME_FD_TO_HANDLE", ("fd", 3)).Errno);
        Assert.True(lab.File.Files.Close(4).IsOk);
        Assert.Equal(Errno.EBADF, lab.File.Files.Close(4).Errno);
        lab.Ok("GEM_CLOSE", ("handle", handle));
    }

    [Fact]
    public void Descriptors_run_out_at_the_limit()
    {
        using var lab = new IoctlLab();
        uint handle = lab.Test.NewBuffer(4096);
        for (int fd = 4; fd < FileTable.Limit; fd++)
        {
            Assert.Equal(fd, lab.File.PrimeHandleToFd(handle).Value);
        }

        Assert.Equal(Errno.EMFILE, lab.Call("PRIME_HANDLE_TO_FD", ("handle", 99)).Errno);
        uint syncobj = lab.File.Syncobjs.Create().Value;
        Assert.Equal(Errno.EMFILE, lab.Call("SYNCOBJ_HANDLE_TO_FD", ("handle", syncobj)).Errno);
        Assert.True(lab.File.Files.Close(100).IsOk);
        Assert.Equal(100ul, lab.Ok("SYNCOBJ_HANDLE_TO_FD", ("handle", syncobj))["fd"]);
    }

    private static IoctlLab NewVmAndBuffer()
    {
        var lab = new IoctlLab();
        lab.Ok("VM_CREATE");
        lab.Ok("BO_CREATE", ("size", 0x4000));
        return lab;
    }

    private static Hashtable Op(params (string Name, object Value)[] fields) => IoctlLab.Fields(fields);

    private static Hashtable Array(uint stride, uint count, ulong address) =>
        IoctlLab.Fields(("stride", stride), ("count", count), ("array", address));
}
