using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

/// <summary>Buffers shared with other devices: a foreign exporter's in panthor, panthor's in a foreign device.</summary>
public sealed class DmaBufTests
{
    private const ulong Va = 0x4000_0000;
    private const int Size = 12288;

    [Theory]
    [InlineData(true, new byte[] { 1, 2, 3 })]
    [InlineData(false, new byte[] { 0, 0, 0 })]
    public void A_foreign_buffer_is_seen_by_CPU_and_GPU_and_without_brackets_only_on_a_coherent_board(
        bool coherent, byte[] seen)
    {
        using TestMachine test = Create(coherent);
        PanthorVm vm = ReclaimTests.NewVm(test, out uint id);
        uint handle = Import(test, out DmaBuf foreign);
        Assert.True(test.Map(id, handle, Va, Size).IsOk);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        Assert.True(test.Call(() => mapping.WriteAsync(4095, new byte[] { 1, 2, 3 })).IsOk);
        Assert.Equal(seen, GpuRead(test, vm, Va + 4095, 3));

        Assert.True(test.Call(() => foreign.SyncAsync(DmaBuf.DMA_BUF_SYNC_WRITE | DmaBuf.DMA_BUF_SYNC_END)).IsOk);
        Assert.Equal([1, 2, 3], GpuRead(test, vm, Va + 4095, 3));
        GpuWrite(test, vm, Va + 4095, [4, 5, 6]);
        Assert.Equal(coherent ? [4, 5, 6] : [1, 2, 3], CpuRead(test, mapping, 4095, 3));
        Assert.True(test.Call(() => foreign.SyncAsync(DmaBuf.DMA_BUF_SYNC_READ)).IsOk);
        Assert.Equal([4, 5, 6], CpuRead(test, mapping, 4095, 3));
        test.Machine.Call("close", mapping.CloseAsync);
        foreign.Put();
    }

    [Fact]
    public void A_foreign_buffer_is_never_pinned_synced_evicted_or_listed()
    {
        using TestMachine test = Create(coherent: false);
        NewVm(test, out uint id);
        uint handle = Import(test, out DmaBuf foreign);
        PanthorGemObject buffer = test.File.Buffers.Single(entry => entry.Key == handle).Value;
        foreign.Put();
        Assert.True(test.Map(id, handle, Va, Size).IsOk);
        Assert.Equal(
            new DrmPanthorBoInfo(PanthorDrm.DRM_PANTHOR_BO_IS_IMPORTED, 0), test.File.BoQueryInfo(handle).Value);
        Assert.Equal(Errno.None, test.Call(buffer.PinAsync));
        Assert.Equal((0, GemReclaimState.Unreclaimable), (buffer.PinCount, buffer.ReclaimState));
        Assert.Equal(0, test.Call(() => test.Device.Mm.ReclaimNowAsync(100, canBlock: true)).Reclaimed);
        Assert.Empty(test.Device.Reclaim.Describe());
        Assert.Equal(
            Errno.EINVAL,
            test.Call(() => test.File.BoSyncAsync(new[] { new DrmPanthorBoSyncOp(handle, 0, 0, 4096) })).Errno);
        Assert.Equal(new GemMemoryStats(Size, 0, Size, 0, 0), test.File.GetMemoryStats());
        Assert.DoesNotContain(buffer, test.Device.Gems.All);
        Assert.Same(buffer.Resv, buffer.ImportedBuffer!.Buffer.Resv);
        Assert.Equal(test.Device.Dma, buffer.ImportedBuffer.Device);
    }

    [Fact]
    public void The_kernels_view_of_a_foreign_buffer_is_the_exporters_and_is_given_back()
    {
        using TestMachine test = Create(coherent: true);
        uint handle = Import(test, out DmaBuf foreign);
        PanthorGemObject buffer = test.File.Buffers.Single(entry => entry.Key == handle).Value;
        KernelMapping map = test.Call(buffer.VmapAsync).Value;
        map.Write(5000, [7]);
        Assert.Equal(0, buffer.VmapCount);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        Assert.Equal([7], CpuRead(test, mapping, 5000, 1));
        test.Machine.Call("close", mapping.CloseAsync);
        test.Machine.Call("vunmap", buffer.VunmapAsync);
        foreign.Put();
    }

    [Fact]
    public void Exporting_an_imported_buffer_gives_what_was_imported()
    {
        using TestMachine test = Create(coherent: true);
        uint handle = Import(test, out DmaBuf foreign);
        DmaBuf again = test.File.PrimeHandleToDmaBuf(handle).Value;
        Assert.Same(foreign, again);
        again.Put();
        Assert.Equal(handle, test.Call(() => test.File.PrimeDmaBufToHandleAsync(foreign)).Value);
        foreign.Put();
        Assert.Equal(3, test.Machine.Board.Memory.CountOf(PageUse.Kernel));
        Assert.True(test.File.GemClose(handle).IsOk);
        Assert.Equal(0, test.Machine.Board.Memory.CountOf(PageUse.Kernel));
    }

    [Fact]
    public void Two_clients_import_a_foreign_buffer_as_two_objects_with_an_attachment_each()
    {
        using TestMachine test = Create(coherent: true);
        uint first = Import(test, out DmaBuf foreign);
        DrmFile other = test.Open();
        uint second = test.Call(() => other.PrimeDmaBufToHandleAsync(foreign)).Value;
        Assert.NotSame(
            test.File.Buffers.Single(entry => entry.Key == first).Value,
            other.Buffers.Single(entry => entry.Key == second).Value);
        Assert.Equal(2, foreign.Attachments.Count);
        Assert.True(test.File.GemClose(first).IsOk);
        Assert.Single(foreign.Attachments);
        test.Machine.Call("close", other.CloseAsync);
        Assert.Empty(foreign.Attachments);
        foreign.Put();
    }

    [Fact]
    public void A_display_that_is_attached_pins_the_buffer_and_reads_what_the_GPU_wrote()
    {
        using TestMachine test = Create(coherent: false);
        PanthorVm vm = NewVm(test, out uint id);
        uint handle = test.NewBuffer(Size);
        PanthorGemObject buffer = test.File.Buffers.Single(entry => entry.Key == handle).Value;
        Assert.True(test.Map(id, handle, Va, Size).IsOk);
        DmaBuf shared = test.File.PrimeHandleToDmaBuf(handle).Value;
        DmaBufAttachment display = test.Call(() => shared.AttachAsync(Display(test))).Value;
        Assert.Equal((1, GemReclaimState.Unreclaimable), (buffer.PinCount, buffer.ReclaimState));
        var bytes = new byte[3];
        Assert.Equal(Errno.EFAULT, display.Read(0, bytes).Errno);
        Assert.True(test.Call(display.MapAsync).IsOk);
        GpuWrite(test, vm, Va + 4095, [4, 5, 6]);
        Assert.Equal(0, test.Call(() => test.Device.Mm.ReclaimNowAsync(100, canBlock: true)).Reclaimed);
        Assert.True(display.Read(4095, bytes).IsOk);
        Assert.Equal([4, 5, 6], bytes);
        Assert.True(display.Write(0, [9]).IsOk);
        Assert.Equal([9], GpuRead(test, vm, Va, 1));
        Assert.Equal(Errno.EFAULT, display.Read(Size - 1, bytes).Errno);

        test.Machine.Call("unmap", display.UnmapAsync);
        test.Machine.Call("detach", display.DetachAsync);
        Assert.Equal((0, GemReclaimState.GpuMappedSingleVm), (buffer.PinCount, buffer.ReclaimState));
        shared.Put();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_display_sees_what_a_cached_mapping_wrote_only_after_the_bracket_unless_the_board_is_coherent(
        bool coherent, bool seen)
    {
        using TestMachine test = Create(coherent);
        uint handle = test.NewBuffer(Size, PanthorDrm.DRM_PANTHOR_BO_WB_MMAP);
        DmaBuf shared = test.File.PrimeHandleToDmaBuf(handle).Value;
        DmaBufAttachment display = test.Call(() => shared.AttachAsync(Display(test))).Value;
        Assert.True(test.Call(display.MapAsync).IsOk);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        Assert.True(test.Call(() => mapping.WriteAsync(100, new byte[] { 42 })).IsOk);
        Assert.Equal(seen ? 42 : 0, Read(display, 100));
        Assert.True(test.Call(() => shared.SyncAsync(DmaBuf.DMA_BUF_SYNC_WRITE | DmaBuf.DMA_BUF_SYNC_END)).IsOk);
        Assert.Equal(42, Read(display, 100));

        Assert.True(display.Write(100, [43]).IsOk);
        Assert.Equal(seen ? 43 : 42, CpuRead(test, mapping, 100, 1)[0]);
        Assert.True(test.Call(() => shared.SyncAsync(DmaBuf.DMA_BUF_SYNC_WRITE)).IsOk);
        Assert.Equal(seen ? 43 : 42, CpuRead(test, mapping, 100, 1)[0]);
        Assert.True(test.Call(() => shared.SyncAsync(DmaBuf.DMA_BUF_SYNC_READ)).IsOk);
        Assert.Equal(43, CpuRead(test, mapping, 100, 1)[0]);

        test.Machine.Call("close", mapping.CloseAsync);
        test.Machine.Call("unmap", display.UnmapAsync);
        test.Machine.Call("detach", display.DetachAsync);
        shared.Put();
    }

    [Fact]
    public void A_buffer_that_finds_no_memory_cannot_be_attached_and_one_that_finds_it_later_can()
    {
        using TestMachine test = Create(coherent: false);
        uint handle = test.NewBuffer(Size);
        DmaBuf shared = test.File.PrimeHandleToDmaBuf(handle).Value;
        test.Machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation) { After = 1 });
        Assert.Equal(Errno.ENOMEM, test.Call(() => shared.AttachAsync(Display(test))).Errno);
        Assert.Empty(shared.Attachments);
        DmaBufAttachment display = test.Call(() => shared.AttachAsync(Display(test))).Value;
        test.Machine.Call("detach", display.DetachAsync);
        shared.Put();
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(4ul)]
    [InlineData(8ul)]
    [InlineData(1ul << 32 | 1)]
    public void A_bracket_with_other_flags_is_refused(ulong flags)
    {
        using TestMachine test = Create(coherent: true);
        DmaBuf shared = test.File.PrimeHandleToDmaBuf(test.NewBuffer(4096)).Value;
        Assert.Equal(Errno.EINVAL, test.Call(() => shared.SyncAsync(flags)).Errno);
        shared.Put();
    }

    [Theory]
    [InlineData(0ul, Errno.EINVAL)]
    [InlineData(1ul << 40, Errno.ENOMEM)]
    public void The_heap_refuses_what_it_cannot_have(ulong size, Errno errno)
    {
        using TestMachine test = Create(coherent: true);
        Assert.Equal(errno, test.Call(() => new DmaHeap(test.Device).AllocateAsync(size)).Errno);
        test.Machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation) { After = 2 });
        Assert.Equal(Errno.ENOMEM, test.Call(() => new DmaHeap(test.Device).AllocateAsync(Size)).Errno);
        Assert.Equal(0, test.Machine.Board.Memory.CountOf(PageUse.Kernel));
    }

    [Fact]
    public void A_device_that_does_not_let_go_is_found_at_the_end()
    {
        Machine machine = Machine.Create(new MachineOptions { MemorySize = 32L << 20 }).Value;
        DrmFile file = machine.Open("client").Value;
        DmaBuf foreign = machine.Call("alloc", () => new DmaHeap(machine.Device).AllocateAsync(4096)).Value;
        var camera = new DmaDevice(machine.Board.Memory, "camera", isCoherent: false);
        DmaBufAttachment attachment = machine.Call("attach", () => foreign.AttachAsync(camera)).Value;
        Assert.True(machine.Call("map", attachment.MapAsync).IsOk);
        foreign.Put();
        machine.Call("close", file.CloseAsync);
        machine.Remove();
        Assert.Contains(machine.Simulation.Findings, finding => finding.Title.Contains("dma_buf_attachment"));
        Assert.Contains(machine.Simulation.Findings, finding => finding.Title.Contains("1 page (Kernel) is"));
        machine.Dispose();
    }

    [Fact]
    public void Map_and_unmap_that_do_not_match_are_found()
    {
        Machine machine = Machine.Create(new MachineOptions { MemorySize = 32L << 20 }).Value;
        DmaBuf foreign = machine.Call("alloc", () => new DmaHeap(machine.Device).AllocateAsync(4096)).Value;
        var camera = new DmaDevice(machine.Board.Memory, "camera", isCoherent: false);
        DmaBufAttachment attachment = machine.Call("attach", () => foreign.AttachAsync(camera)).Value;
        machine.Call("unmap", attachment.UnmapAsync);
        Assert.Contains("camera has the buffer not mapped", machine.Simulation.Findings[0].Title);
        Assert.True(machine.Call("map", attachment.MapAsync).IsOk);
        machine.Call("detach", attachment.DetachAsync);
        Assert.Contains("camera has the buffer still mapped", machine.Simulation.Findings[1].Title);
        foreign.Put();
        machine.Dispose();
    }

    private static TestMachine Create(bool coherent) =>
        new(new MachineOptions { MemorySize = 32L << 20, Coherent = coherent });

    private static DmaDevice Display(TestMachine test) =>
        new(test.Machine.Board.Memory, "display", test.Device.Coherent);

    private static PanthorVm NewVm(TestMachine test, out uint id) => ReclaimTests.NewVm(test, out id);

    private static uint Import(TestMachine test, out DmaBuf foreign)
    {
        DmaBuf allocated = test.Call(() => new DmaHeap(test.Device).AllocateAsync(10_000)).Value;
        foreign = allocated;
        return test.Call(() => test.File.PrimeDmaBufToHandleAsync(allocated)).Value;
    }

    private static byte Read(DmaBufAttachment device, ulong offset)
    {
        var bytes = new byte[1];
        Assert.True(device.Read(offset, bytes).IsOk);
        return bytes[0];
    }

    private static byte[] CpuRead(TestMachine test, CpuMapping mapping, ulong offset, int count)
    {
        var bytes = new byte[count];
        Assert.True(test.Call(() => mapping.ReadAsync(offset, bytes)).IsOk);
        return bytes;
    }

    private static byte[] GpuRead(TestMachine test, PanthorVm vm, ulong va, int count)
    {
        var bytes = new byte[count];
        Access(test, vm, va, bytes, isWrite: false);
        return bytes;
    }

    private static void GpuWrite(TestMachine test, PanthorVm vm, ulong va, byte[] bytes) =>
        Access(test, vm, va, bytes, isWrite: true);

    private static void Access(TestMachine test, PanthorVm vm, ulong va, byte[] bytes, bool isWrite)
    {
        KernelResult<GpuAccessResult> access = test.Call(() => test.Machine.AccessAsync(vm, va, bytes, isWrite));
        Assert.True(access.IsOk && access.Value.IsOk, access.ToString());
    }
}
