using System.Linq;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

public sealed class PrimeTests
{
    [Fact]
    public void A_buffer_imported_by_another_client_of_the_device_is_the_same_object()
    {
        using var test = new TestMachine();
        (uint handle, PanthorGemObject buffer) = ReclaimTests.Filled(test, 8192, 3);
        DmaBuf shared = test.File.PrimeHandleToDmaBuf(handle).Value;
        DrmFile other = test.Open();
        uint imported = test.Call(() => other.PrimeDmaBufToHandleAsync(shared)).Value;
        Assert.Same(buffer, other.Buffers.Single(entry => entry.Key == imported).Value);
        Assert.Equal(imported, test.Call(() => other.PrimeDmaBufToHandleAsync(shared)).Value);
        Assert.Equal(handle, test.Call(() => test.File.PrimeDmaBufToHandleAsync(shared)).Value);
        Assert.Equal(new GemMemoryStats(8192, 0, 8192, 0, 0), other.GetMemoryStats());
        Assert.Equal(GemStateFlags.Exported, buffer.StateFlags);
        shared.Put();
        test.Machine.Call("close", other.CloseAsync);
        Assert.Equal(1, buffer.HandleCount);
    }

    [Fact]
    public void A_shared_buffer_outlives_its_handles_as_long_as_somebody_holds_the_file_descriptor()
    {
        using var test = new TestMachine();
        (uint handle, _) = ReclaimTests.Filled(test, 8192, 3);
        DmaBuf shared = test.File.PrimeHandleToDmaBuf(handle).Value;
        Assert.True(test.File.GemClose(handle).IsOk);
        Assert.Equal(2, test.Machine.Board.Memory.CountOf(PageUse.Buffer));
        uint again = test.Call(() => test.File.PrimeDmaBufToHandleAsync(shared)).Value;
        ReclaimTests.AssertFilled(test, again, 8192, 3);
        shared.Put();
        Assert.True(test.File.GemClose(again).IsOk);
        Assert.Equal(0, test.Machine.Board.Memory.CountOf(PageUse.Buffer));
    }

    [Fact]
    public void A_buffer_of_one_VM_alone_cannot_be_exported()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(4096, vm: test.NewVm());
        Assert.Equal(Errno.EINVAL, test.File.PrimeHandleToDmaBuf(handle).Errno);
        Assert.Equal(Errno.ENOENT, test.File.PrimeHandleToDmaBuf(handle + 1).Errno);
    }

    [Fact]
    public void The_list_of_buffers_tells_who_made_them_and_what_became_of_them()
    {
        using var test = new TestMachine();
        (uint handle, _) = ReclaimTests.Filled(test, 8192, 3);
        test.File.BoSetLabel(handle, "vertices");
        test.Call(() => test.Device.Mm.ReclaimNowAsync(2, canBlock: true));
        // The first is the dummy object of the file, for sparse mappings.
        GemDebugEntry entry = Assert.Single(
            test.Device.Gems.Describe().Where(each => (each.Usage & GemUsageFlags.Kernel) == 0).Skip(1));
        Assert.Equal(
            (1, 1, 8192ul, 0ul, GemStateFlags.Evicted, "vertices"),
            (entry.References, entry.Evictions, entry.Size, entry.ResidentSize, entry.State, entry.Label));
        Assert.StartsWith("test/", entry.CreatedBy);
        Assert.Equal(new GemMemoryStats(0, 8192, 0, 0, 0), test.File.GetMemoryStats());
    }

    [Fact]
    public void A_buffer_is_mapped_by_its_offset_in_the_device_file()
    {
        using var test = new TestMachine();
        uint first = test.NewBuffer(8192);
        uint second = test.NewBuffer(4096, PanthorDrm.DRM_PANTHOR_BO_NO_MMAP);
        ulong offset = test.File.BoMmapOffset(first).Value;
        Assert.True(offset >= 1ul << 32);
        Assert.Equal(Errno.EPERM, test.File.BoMmapOffset(second).Errno);
        Assert.Equal(Errno.ENOENT, test.File.BoMmapOffset(second + 1).Errno);
        Assert.Equal(Errno.EINVAL, test.Call(() => test.File.MmapFileAsync(offset, 8193)).Errno);
        Assert.Equal(Errno.EINVAL, test.Call(() => test.File.MmapFileAsync(offset + 4096, 4096)).Errno);
        DrmFile other = test.Open();
        Assert.Equal(Errno.EACCES, test.Call(() => other.MmapFileAsync(offset, 8192)).Errno);
        CpuMapping mapping = test.Call(() => test.File.MmapFileAsync(offset, 8192)).Value;
        Assert.Equal(8192ul, mapping.Size);
        CpuMapping copy = mapping.Fork(other.MmapLock);
        Assert.Equal(2, mapping.Buffer.MmapCount);
        test.Machine.Call("close", mapping.CloseAsync);
        test.Machine.Call("close", copy.CloseAsync);
        test.Machine.Call("close", other.CloseAsync);
    }

    [Fact]
    public void A_kernel_buffer_is_mapped_in_the_kernels_addresses_and_leaves_nothing_behind()
    {
        using var test = new TestMachine();
        PanthorVm vm = ReclaimTests.NewVm(test, out _);
        KernelResult<PanthorKernelBo> created = test.Call(() => PanthorKernelBo.CreateAsync(
            vm, 5000, 0, 0, PanthorVm.KernelAutoVa, "ring buffer"));
        Assert.True(created.IsOk, created.ToString());
        PanthorKernelBo kernelBo = created.Value;
        Assert.Equal(vm.KernelAutoVaStart, kernelBo.GpuVa);
        Assert.True(test.Call(kernelBo.VmapAsync).IsOk);
        kernelBo.Map!.Write(4999, [9]);
        var bytes = new byte[1];
        KernelResult<GpuAccessResult> access =
            test.Call(() => test.Machine.AccessAsync(vm, kernelBo.GpuVa + 4999, bytes, isWrite: false));
        Assert.True(access.IsOk && access.Value.IsOk, access.ToString());
        Assert.Equal(9, bytes[0]);
        Assert.Equal(GemUsageFlags.Kernel, test.Device.Gems.Describe()[^1].Usage);
        test.Machine.Call("destroy", kernelBo.DestroyAsync);
        Assert.Single(test.ClientBuffers);
    }
}
