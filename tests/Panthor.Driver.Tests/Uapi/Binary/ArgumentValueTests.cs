using System.Collections;
using System.Linq;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>Arguments that are right but for the value of one field: the error number that the kernel has for it.</summary>
public sealed class ArgumentValueTests
{
    private const ulong Page = 4096;

    [Theory]
    [InlineData("DEV_QUERY", "type", 4ul, Errno.EINVAL)]
    [InlineData("DEV_QUERY", "size", 95ul, Errno.EINVAL)]
    [InlineData("VM_CREATE", "user_va_range", 1ul << 48, Errno.EINVAL)]
    [InlineData("VM_CREATE", "user_va_range", ulong.MaxValue, Errno.EINVAL)]
    [InlineData("VM_CREATE", "user_va_range", Page, Errno.None)]
    [InlineData("VM_DESTROY", "id", 0ul, Errno.EINVAL)]
    [InlineData("VM_DESTROY", "id", 2ul, Errno.EINVAL)]
    [InlineData("VM_GET_STATE", "vm_id", 0ul, Errno.EINVAL)]
    [InlineData("VM_GET_STATE", "vm_id", 33ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "vm_id", 0ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "vm_id", 2ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.bo_handle", 0ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.bo_handle", 2ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.bo_offset", 1ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.bo_offset", 4 * Page, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.bo_offset", 3 * Page, Errno.None)]
    [InlineData("VM_BIND", "ops.va", 1ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.va", 1ul << 47, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.va", (1ul << 47) - Page, Errno.None)]
    [InlineData("VM_BIND", "ops.va", ulong.MaxValue - 4095, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.size", 1ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.size", 5 * Page, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.size", ulong.MaxValue - 4095, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.flags", 7ul, Errno.None)] // read-only, not executable, uncached
    [InlineData("VM_BIND", "ops.flags", 8ul, Errno.EINVAL)] // sparse, but executable
    [InlineData("VM_BIND", "ops.flags", 10ul, Errno.EINVAL)] // sparse, but with a buffer
    [InlineData("VM_BIND", "ops.flags", 1ul << 28, Errno.EINVAL)] // unmap, but with a buffer
    [InlineData("VM_BIND", "ops.flags", 2ul << 28, Errno.EINVAL)] // sync only, but with a buffer
    [InlineData("VM_BIND", "ops.flags", 3ul << 28, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.syncs.flags", 0ul, Errno.None)]
    [InlineData("VM_BIND", "ops.syncs.flags", 2ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.syncs.flags", 255ul, Errno.EINVAL)]
    [InlineData("VM_BIND", "ops.syncs.handle", 2ul, Errno.EINVAL)] // to be signalled
    [InlineData("VM_BIND", "ops.syncs.timeline_value", 1ul, Errno.EINVAL)] // of a binary one
    [InlineData("BO_CREATE", "size", 0ul, Errno.EINVAL)]
    [InlineData("BO_CREATE", "size", 1ul << 63, Errno.EINVAL)]
    [InlineData("BO_CREATE", "flags", 3ul, Errno.EINVAL)]
    [InlineData("BO_CREATE", "exclusive_vm_id", 2ul, Errno.EINVAL)]
    [InlineData("BO_CREATE", "exclusive_vm_id", 1ul, Errno.None)]
    [InlineData("BO_MMAP_OFFSET", "handle", 0ul, Errno.ENOENT)]
    [InlineData("BO_QUERY_INFO", "handle", 2ul, Errno.ENOENT)]
    [InlineData("BO_SET_LABEL", "handle", 2ul, Errno.ENOENT)]
    [InlineData("BO_SYNC", "ops.handle", 0ul, Errno.ENOENT)]
    [InlineData("BO_SYNC", "ops.type", 1ul, Errno.None)]
    [InlineData("BO_SYNC", "ops.type", 2ul, Errno.EINVAL)]
    [InlineData("BO_SYNC", "ops.offset", 4 * Page, Errno.EINVAL)]
    [InlineData("BO_SYNC", "ops.size", 4 * Page + 1, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "vm_id", 0ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "vm_id", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "priority", 1ul, Errno.None)]
    [InlineData("GROUP_CREATE", "priority", 2ul, Errno.EACCES)]
    [InlineData("GROUP_CREATE", "priority", 3ul, Errno.EACCES)]
    [InlineData("GROUP_CREATE", "priority", 4ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "compute_core_mask", 1ul << 63, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "fragment_core_mask", 1ul << 63, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "tiler_core_mask", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "compute_core_mask", 0ul, Errno.EINVAL)] // fewer than max_compute_cores
    [InlineData("GROUP_CREATE", "fragment_core_mask", 0ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "tiler_core_mask", 0ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "max_compute_cores", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "max_fragment_cores", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "max_tiler_cores", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "max_compute_cores", 0ul, Errno.None)]
    [InlineData("GROUP_CREATE", "queues.ringbuf_size", 0ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "queues.ringbuf_size", 2048ul, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "queues.ringbuf_size", 3 * Page, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "queues.ringbuf_size", 16 * Page, Errno.None)]
    [InlineData("GROUP_CREATE", "queues.ringbuf_size", 32 * Page, Errno.EINVAL)]
    [InlineData("GROUP_CREATE", "queues.priority", 15ul, Errno.None)]
    [InlineData("GROUP_CREATE", "queues.priority", 16ul, Errno.EINVAL)]
    [InlineData("GROUP_DESTROY", "group_handle", 0ul, Errno.EINVAL)]
    [InlineData("GROUP_DESTROY", "group_handle", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_GET_STATE", "group_handle", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "group_handle", 0ul, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "group_handle", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "group_handle", 0x10001ul, Errno.None)] // 16 bits of it count
    [InlineData("GROUP_SUBMIT", "queue_submits.queue_index", 1ul, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "queue_submits.queue_index", 0xffff_fffful, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "queue_submits.stream_size", 8ul, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "queue_submits.stream_addr", 64ul, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "queue_submits.latest_flush", 1ul << 24, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "queue_submits.latest_flush", 1ul << 30, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "queue_submits.latest_flush", 0x80ff_fffful, Errno.None)]
    [InlineData("GROUP_SUBMIT", "queue_submits.syncs.flags", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "queue_submits.syncs.handle", 2ul, Errno.EINVAL)]
    [InlineData("GROUP_SUBMIT", "queue_submits.syncs.timeline_value", 1ul, Errno.EINVAL)]
    [InlineData("TILER_HEAP_CREATE", "vm_id", 2ul, Errno.EINVAL)]
    [InlineData("TILER_HEAP_CREATE", "initial_chunk_count", 0ul, Errno.EINVAL)]
    [InlineData("TILER_HEAP_CREATE", "initial_chunk_count", 5ul, Errno.EINVAL)] // more than max_chunks
    [InlineData("TILER_HEAP_CREATE", "max_chunks", 0ul, Errno.EINVAL)]
    [InlineData("TILER_HEAP_CREATE", "chunk_size", 124ul << 10, Errno.EINVAL)]
    [InlineData("TILER_HEAP_CREATE", "chunk_size", (128ul << 10) + 1, Errno.EINVAL)]
    [InlineData("TILER_HEAP_CREATE", "chunk_size", (128ul << 10) + Page, Errno.None)]
    [InlineData("TILER_HEAP_CREATE", "chunk_size", (8ul << 20) + Page, Errno.EINVAL)]
    [InlineData("TILER_HEAP_DESTROY", "handle", 0ul, Errno.EINVAL)]
    [InlineData("TILER_HEAP_DESTROY", "handle", 0x10001ul, Errno.EINVAL)]
    [InlineData("TILER_HEAP_DESTROY", "handle", 0x20000ul, Errno.EINVAL)]
    [InlineData("SET_USER_MMIO_OFFSET", "offset", 0ul, Errno.EINVAL)]
    [InlineData("SET_USER_MMIO_OFFSET", "offset", 1ul << 56, Errno.None)]
    [InlineData("GEM_CLOSE", "handle", 0ul, Errno.EINVAL)]
    [InlineData("PRIME_HANDLE_TO_FD", "handle", 0ul, Errno.ENOENT)]
    [InlineData("PRIME_FD_TO_HANDLE", "fd", 99ul, Errno.EBADF)]
    [InlineData("SET_CLIENT_NAME", "name_len", 65ul, Errno.EINVAL)]
    public void A_field_has_its_rules(string request, string path, ulong value, Errno expected)
    {
        using var lab = new ArgumentLab();
        Assert.Equal(expected, lab.CallWith(request, path, value).Errno);
    }

    [Fact]
    public void A_wait_for_an_unknown_syncobj_is_ENOENT_where_a_signal_is_EINVAL()
    {
        using var lab = new ArgumentLab();
        Hashtable[] wait = [IoctlLab.Fields(("handle", 9))];
        Assert.Equal(Errno.ENOENT, lab.CallWith("VM_BIND", "ops.syncs", wait).Errno);
        Assert.Equal(Errno.ENOENT, lab.CallWith("GROUP_SUBMIT", "queue_submits.syncs", wait).Errno);
    }

    [Theory]
    [InlineData(1, Errno.None)]
    [InlineData(8, Errno.None)]
    [InlineData(9, Errno.EINVAL)] // more than the firmware has
    [InlineData(33, Errno.EINVAL)] // more than any firmware has
    public void A_group_has_as_many_queues_as_the_firmware_lets_it(int count, Errno expected)
    {
        using var lab = new ArgumentLab();
        Hashtable[] queues = [.. Enumerable.Range(0, count).Select(_ => IoctlLab.Fields(("ringbuf_size", Page)))];
        Assert.Equal(expected, lab.CallWith("GROUP_CREATE", "queues", queues).Errno);
    }

    [Theory]
    [InlineData(DrmNode.Render, ClientCapabilities.None, Errno.EACCES)]
    [InlineData(DrmNode.Render, ClientCapabilities.SysAdmin, Errno.EACCES)]
    [InlineData(DrmNode.Render, ClientCapabilities.SysNice, Errno.None)]
    [InlineData(DrmNode.Primary, ClientCapabilities.None, Errno.None)] // the first one is master
    public void High_priorities_are_for_the_master_and_those_who_may_be_unkind(
        DrmNode node, ClientCapabilities capabilities, Errno expected)
    {
        using var lab = new ArgumentLab();
        DrmFile file = lab.Lab.Open(node, capabilities);
        lab.Lab.Call(file, "VM_CREATE");
        Hashtable fields = lab.Valid("GROUP_CREATE");
        foreach (uint priority in (uint[])[0, 1, 2, 3, 4])
        {
            fields["priority"] = priority;
            Errno wanted = priority > 3 ? Errno.EINVAL : priority > 1 ? expected : Errno.None;
            Assert.Equal(
                (priority, wanted),
                (priority, lab.Lab.Call(file, "GROUP_CREATE", ArgumentLab.Pairs(fields)).Errno));
        }

        lab.Lab.Close(file);
    }

    [Fact]
    public void Every_client_has_handles_of_its_own()
    {
        using var lab = new ArgumentLab();
        DrmFile other = lab.Lab.Open(DrmNode.Render);
        foreach ((string request, string field) in ((string, string)[])
            [("VM_DESTROY", "id"), ("VM_GET_STATE", "vm_id"), ("GROUP_DESTROY", "group_handle"),
             ("GROUP_GET_STATE", "group_handle"), ("GEM_CLOSE", "handle"), ("SYNCOBJ_DESTROY", "handle")])
        {
            Assert.Equal(Errno.EINVAL, lab.Lab.Call(other, request, (field, 1)).Errno);
        }

        Assert.Equal(Errno.ENOENT, lab.Lab.Call(other, "BO_QUERY_INFO", ("handle", 1)).Errno);
        Assert.Equal(Errno.EINVAL, lab.Lab.Call(other, "TILER_HEAP_DESTROY", ("handle", 1u << 16)).Errno);
        Assert.Equal(1ul, lab.Lab.Call(other, "VM_CREATE")["id"]);
        Assert.Equal(Errno.ENOENT, lab.Lab.Call(other, "TILER_HEAP_DESTROY", ("handle", 1u << 16)).Errno);
        Assert.Equal(1ul, lab.Lab.Call(other, "BO_CREATE", ("size", 1))["handle"]);
        lab.Lab.Close(other);
    }

    [Theory]
    [InlineData("VM_CREATE", "id", 32, Errno.EBUSY)]
    [InlineData("GROUP_CREATE", "group_handle", 128, Errno.EBUSY)]
    public void Handles_are_given_out_from_1_to_the_limit_the_lowest_first(
        string request, string field, int limit, Errno expected)
    {
        using var lab = new ArgumentLab();
        for (int i = 2; i <= limit; i++)
        {
            Assert.Equal((ulong)i, lab.Lab.Ok(request, ArgumentLab.Pairs(lab.Valid(request)))[field]);
        }

        Assert.Equal(expected, lab.Lab.Call(request, ArgumentLab.Pairs(lab.Valid(request))).Errno);
        lab.Lab.Ok(request.Replace("CREATE", "DESTROY", System.StringComparison.Ordinal), (field, limit / 2));
        Assert.Equal((ulong)limit / 2, lab.Lab.Ok(request, ArgumentLab.Pairs(lab.Valid(request)))[field]);
    }

    [Fact]
    public void A_heap_too_many_leaves_the_address_of_its_first_chunk_behind_as_in_the_kernel()
    {
        using var lab = new ArgumentLab();
        (string Name, object Value)[] valid = ArgumentLab.Pairs(lab.Valid("TILER_HEAP_CREATE"));
        for (uint i = 1; i < 128; i++)
        {
            Assert.Equal(1ul << 16 | i, lab.Lab.Ok("TILER_HEAP_CREATE", valid)["handle"]);
        }

        IoctlAnswer refused = lab.Lab.Call("TILER_HEAP_CREATE", valid);
        Assert.Equal((Errno.EBUSY, 0ul, 0ul), (refused.Errno, refused["handle"], refused["tiler_heap_ctx_gpu_va"]));
        Assert.NotEqual(0ul, refused["first_heap_chunk_gpu_va"]);
        IoctlAnswer bad = lab.CallWith("TILER_HEAP_CREATE", "chunk_size", 1);
        Assert.Equal((Errno.EINVAL, 0ul), (bad.Errno, bad["first_heap_chunk_gpu_va"]));
    }
}
