using System.Linq;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi;

public sealed class DrmFileTests
{
    private const uint NoMmap = PanthorDrm.DRM_PANTHOR_BO_NO_MMAP;
    private const uint WriteBack = PanthorDrm.DRM_PANTHOR_BO_WB_MMAP;
    private const uint Unmap = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP;
    private const uint Page = 4096;

    [Theory]
    [InlineData(0ul, 0u, 0u, "must not be 0")]
    [InlineData(4096ul, 4u, 0u, "unknown bits 0x4")]
    [InlineData(4096ul, NoMmap | WriteBack, 0u, "contradicts")]
    [InlineData(4096ul, 0u, 9u, "VM 9")]
    [InlineData(1ul << 63, 0u, 0u, "0x8000000000000000")]
    public void BO_CREATE_refuses_with_EINVAL_and_names_the_check(ulong size, uint flags, uint vm, string words)
    {
        using var test = new TestMachine();
        KernelResult<DrmPanthorBo> result = test.Call(() => test.File.BoCreateAsync(size, flags, vm));
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.Contains(words, result.Check);
        Assert.Equal(0, test.File.BufferCount);
    }

    [Theory]
    [InlineData(1ul << 39, Errno.None)]
    [InlineData(0xf_fffful * 256 << 12, Errno.ENOSPC)] // the sparse mappings' object lies there already
    [InlineData(1ul << 62, Errno.ENOSPC)]
    [InlineData(ulong.MaxValue, Errno.ENOSPC)] // rounded up it wraps to nothing
    public void BO_CREATE_gives_as_much_as_the_device_file_has_room_for(ulong size, Errno expected)
    {
        using var test = new TestMachine();
        Assert.Equal(expected, test.Call(() => test.File.BoCreateAsync(size, 0, 0)).Errno);
        Assert.Equal(expected == Errno.None ? 1 : 0, test.File.BufferCount);
    }

    [Fact]
    public void BO_QUERY_INFO_tells_the_creation_flags()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(Page, WriteBack);
        Assert.Equal(new DrmPanthorBoInfo(0, WriteBack), test.File.BoQueryInfo(handle).Value);
        Assert.Equal(Errno.ENOENT, test.File.BoQueryInfo(handle + 1).Errno);
    }

    [Fact]
    public void A_label_of_4095_bytes_fits_and_one_more_is_E2BIG()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(Page);
        Assert.True(test.File.BoSetLabel(handle, new string('x', 4095)).IsOk);
        KernelResult result = test.File.BoSetLabel(handle, new string('x', 4094) + "é");
        Assert.Equal(Errno.E2BIG, result.Errno);
        Assert.Equal(new string('x', 4095), test.File.Buffers.Single().Value.Label);
        Assert.Equal(Errno.ENOENT, test.File.BoSetLabel(handle + 1, "x").Errno);
    }

    [Fact]
    public void A_NO_MMAP_buffer_cannot_be_mapped_by_the_CPU()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(Page, NoMmap);
        Assert.Equal(Errno.EPERM, test.Call(() => test.File.MmapAsync(handle)).Errno);
        Assert.Equal(Errno.ENOENT, test.Call(() => test.File.MmapAsync(handle + 1)).Errno);
    }

    [Fact]
    public void GEM_CLOSE_of_an_unknown_handle_is_EINVAL_and_mappings_keep_a_closed_buffer_alive()
    {
        using var test = new TestMachine();
        uint vm = test.NewVm();
        uint handle = test.NewBuffer(Page);
        Assert.True(test.Map(vm, handle, 0x10000, Page).IsOk);

        Assert.True(test.File.GemClose(handle).IsOk);
        Assert.Equal(Errno.EINVAL, test.File.GemClose(handle).Errno);
        Assert.Equal(1, test.Machine.Board.Memory.CountOf(PageUse.Buffer));

        Assert.True(test.Unmap(vm, 0x10000, Page).IsOk);
        Assert.Equal(0, test.Machine.Board.Memory.CountOf(PageUse.Buffer));
    }

    [Fact]
    public void Handles_belong_to_one_client()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(Page);
        uint vm = test.NewVm();
        DrmFile other = test.Open();
        Assert.Equal(Errno.ENOENT, other.BoQueryInfo(handle).Errno);
        Assert.Equal(Errno.EINVAL, other.VmGetState(vm).Errno);
        Assert.Equal(Errno.EINVAL, test.Call(() => other.VmDestroyAsync(vm)).Errno);
        test.Machine.Call("close", other.CloseAsync);
    }

    [Fact]
    public void Thirty_two_VMs_fit_in_a_file()
    {
        using var test = new TestMachine();
        Assert.Equal(Enumerable.Range(1, 32).Select(i => (uint)i), Enumerable.Range(0, 32).Select(_ => test.NewVm()));
        Assert.Equal(Errno.EBUSY, test.Call(() => test.File.VmCreateAsync(0, 0)).Errno);
        Assert.True(test.Call(() => test.File.VmDestroyAsync(7)).IsOk);
        Assert.Equal(7u, test.NewVm());
    }

    [Theory]
    [InlineData(1u, 0ul)]
    [InlineData(0u, 1ul << 48)]
    [InlineData(0u, (1ul << 48) - (1ul << 28) + 1)]
    public void VM_CREATE_refuses_flags_and_a_range_that_leaves_the_kernel_too_little(uint flags, ulong range)
    {
        using var test = new TestMachine();
        KernelResult<DrmPanthorVm> result = test.Call(() => test.File.VmCreateAsync(flags, range));
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.NotNull(result.Check);
    }

    [Theory]
    [InlineData(0ul, 1ul << 47)]
    [InlineData(1ul << 40, 1ul << 47)]
    [InlineData((1ul << 48) - (1ul << 28), (1ul << 48) - (1ul << 28))]
    public void The_kernel_keeps_a_power_of_two_of_the_address_space(ulong wanted, ulong given)
    {
        using var test = new TestMachine();
        KernelResult<DrmPanthorVm> vm = test.Call(() => test.File.VmCreateAsync(0, wanted));
        Assert.Equal(given, vm.Value.UserVaRange);
    }

    [Theory]
    [InlineData(0u, 1u, 0ul, 0x1001ul, 4096ul, 0, Errno.EINVAL)] // address not aligned
    [InlineData(0u, 1u, 0ul, 0x1000ul, 4095ul, 0, Errno.EINVAL)] // size not aligned
    [InlineData(0u, 1u, 1ul, 0x1000ul, 4096ul, 0, Errno.EINVAL)] // offset not aligned
    [InlineData(0u, 1u, 0ul, 1ul << 47, 4096ul, 0, Errno.EINVAL)] // kernel range
    [InlineData(0u, 1u, 0ul, ulong.MaxValue - 4095, 8192ul, 0, Errno.EINVAL)] // wraps around
    [InlineData(0u, 7u, 0ul, 0x1000ul, 4096ul, 0, Errno.EINVAL)] // no such buffer
    [InlineData(0u, 1u, 4096ul, 0x1000ul, 8192ul, 0, Errno.EINVAL)] // past the end of the buffer
    [InlineData(0u, 1u, 0ul, 0x1000ul, 12288ul, 0, Errno.EINVAL)] // larger than the buffer
    [InlineData(0x10u, 1u, 0ul, 0x1000ul, 4096ul, 0, Errno.EINVAL)] // unknown flag
    [InlineData(0u, 1u, 0ul, 0x1000ul, 4096ul, 1, Errno.EINVAL)] // syncs on a synchronous operation
    [InlineData(Unmap, 1u, 0ul, 0x1000ul, 4096ul, 0, Errno.EINVAL)] // unmap with a buffer
    [InlineData(Unmap, 0u, 4096ul, 0x1000ul, 4096ul, 0, Errno.EINVAL)] // unmap with an offset
    [InlineData(Unmap | 1, 0u, 0ul, 0x1000ul, 4096ul, 0, Errno.EINVAL)] // unmap with a map flag
    [InlineData(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_SYNC_ONLY, 0u, 0ul, 0x1000ul, 4096ul, 0, Errno.EINVAL)]
    [InlineData(3u << 28, 0u, 0ul, 0x1000ul, 4096ul, 0, Errno.EINVAL)] // unknown type
    public void VM_BIND_checks_its_operations(
        uint flags, uint handle, ulong offset, ulong va, ulong size, int syncs, Errno expected)
    {
        using var test = new TestMachine();
        uint vm = test.NewVm();
        Assert.Equal(1u, test.NewBuffer(2 * Page));
        KernelResult result = test.Bind(vm, new DrmPanthorVmBindOp(
            flags, handle, offset, va, size, new DrmPanthorSyncOp[syncs]));
        Assert.Equal(expected, result.Errno);
        Assert.NotNull(result.Check);
        Assert.Equal(PanthorDrm.DRM_PANTHOR_VM_STATE_USABLE, test.File.VmGetState(vm).Value);
    }

    [Fact]
    public void A_batch_stops_at_the_operation_that_fails_and_says_how_many_were_executed()
    {
        using var test = new TestMachine();
        uint vm = test.NewVm();
        uint handle = test.NewBuffer(Page);
        (KernelResult result, int executed) = test.Call(() => test.File.VmBindAsync(vm, new[]
        {
            new DrmPanthorVmBindOp(0, handle, 0, 0x1000, Page),
            new DrmPanthorVmBindOp(0, handle, 0, 0x2000, Page),
            new DrmPanthorVmBindOp(0, handle, 0, 0x3001, Page),
            new DrmPanthorVmBindOp(0, handle, 0, 0x4000, Page),
        }));
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.Equal(2, executed);
    }

    [Fact]
    public void An_exclusive_buffer_can_be_mapped_by_its_VM_alone()
    {
        using var test = new TestMachine();
        uint mine = test.NewVm();
        uint other = test.NewVm();
        uint handle = test.NewBuffer(Page, vm: mine);
        Assert.True(test.Map(mine, handle, 0x1000, Page).IsOk);
        KernelResult result = test.Map(other, handle, 0x1000, Page);
        Assert.Equal(Errno.EINVAL, result.Errno);
        Assert.Contains("another VM", result.Check);
    }

    [Fact]
    public void Closing_a_client_frees_everything_it_had()
    {
        using var test = new TestMachine();
        DrmFile client = test.Open();
        long free = test.Machine.Board.Memory.FreePages;
        uint vm = test.Call(() => client.VmCreateAsync(0, 0)).Value.Id;
        uint handle = test.Call(() => client.BoCreateAsync(1 << 20, 0, 0)).Value.Handle;
        var operation = new DrmPanthorVmBindOp(0, handle, 0, 0x100000, 1 << 20);
        Assert.True(test.Call(() => client.VmBindAsync(vm, new[] { operation })).Result.IsOk);
        Assert.True(test.Machine.Board.Memory.FreePages < free);

        test.Machine.Call("close", client.CloseAsync);
        Assert.Equal(Errno.EBADF, test.Call(() => client.VmCreateAsync(0, 0)).Errno);
        Assert.True(test.Machine.Board.Memory.FreePages >= free);
    }
}
