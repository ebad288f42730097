using System;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

public sealed class GemObjectTests
{
    private static PanthorGemObject Buffer(TestMachine test, uint handle) =>
        test.File.Buffers.Single(entry => entry.Key == handle).Value;

    [Fact]
    public void A_new_buffer_has_no_pages()
    {
        using var test = new TestMachine();
        PanthorGemObject buffer = Buffer(test, test.NewBuffer(5000));
        Assert.Equal(8192ul, buffer.Size);
        Assert.Null(buffer.Pages);
        Assert.Equal(GemReclaimState.Unreclaimable, buffer.ReclaimState);
    }

    [Fact]
    public void A_write_brings_zeroed_pages_and_only_the_written_bytes_differ()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(16384);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        Assert.True(test.Call(() => mapping.WriteAsync(4094, new byte[] { 1, 2, 3, 4 })).IsOk);

        var bytes = new byte[16384];
        Assert.True(test.Call(() => mapping.ReadAsync(0, bytes)).IsOk);
        Assert.Equal(new byte[] { 0, 1, 2, 3, 4, 0 }, bytes[4093..4099]);
        Assert.Equal(10, bytes.Sum(b => b));
        Assert.Equal(GemReclaimState.Mmapped, Buffer(test, handle).ReclaimState);

        test.Machine.Call("close", mapping.CloseAsync);
        Assert.Equal(GemReclaimState.Unused, Buffer(test, handle).ReclaimState);
    }

    [Fact]
    public void Whole_2_MiB_of_a_buffer_lie_in_one_large_page()
    {
        using var test = new TestMachine();
        PanthorGemObject buffer = Buffer(test, test.NewBuffer((4ul << 20) + 4096));
        Assert.Equal(Errno.None, test.Call(buffer.PinAsync));
        Assert.Equal([9, 9, 0], new[] { 0, 512, 1024 }.Select(buffer.Pages!.OrderOf));
        Assert.Equal(0ul, buffer.Pages[512] % GemPages.HugePageSize);
        test.Machine.Call("unpin", buffer.UnpinAsync);
        Assert.Equal(GemReclaimState.Unused, buffer.ReclaimState);
    }

    [Fact]
    public void The_scatter_table_covers_the_buffer_in_order()
    {
        using var test = new TestMachine();
        PanthorGemObject buffer = Buffer(test, test.NewBuffer((2ul << 20) + 12288));
        Assert.Equal(Errno.None, test.Call(buffer.GetDeviceMapAsync));
        int page = 0;
        foreach (ScatterSegment segment in buffer.DeviceMap)
        {
            for (ulong offset = 0; offset < segment.Length; offset += 4096)
            {
                Assert.Equal(buffer.Pages![page++], segment.Address + offset);
            }
        }

        Assert.Equal(buffer.Pages!.Count, page);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_failed_allocation_leaves_nothing_behind_whichever_page_fails(int after)
    {
        using var test = new TestMachine();
        PanthorGemObject buffer = Buffer(test, test.NewBuffer(3 * 4096));
        long free = test.Machine.Board.Memory.FreePages;
        test.Machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation) { After = after, Times = 1 });

        Assert.Equal(Errno.ENOMEM, test.Call(buffer.PinAsync));
        Assert.Null(buffer.Pages);
        Assert.Equal(0, buffer.PinCount);
        Assert.Equal(free, test.Machine.Board.Memory.FreePages);

        Assert.Equal(Errno.None, test.Call(buffer.PinAsync));
        test.Machine.Call("unpin", buffer.UnpinAsync);
    }

    [Fact]
    public void An_access_without_memory_is_a_bus_error_and_succeeds_once_there_is_memory_again()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(4096);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        test.Machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.PageAllocation) { Times = 2 });

        Assert.Equal(Errno.EFAULT, test.Call(() => mapping.WriteAsync(0, new byte[1])).Errno);
        Assert.True(test.Call(() => mapping.WriteAsync(0, new byte[1])).IsOk);
        test.Machine.Call("close", mapping.CloseAsync);
    }

    [Fact]
    public void A_buffer_larger_than_memory_can_be_made_but_not_touched()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(1ul << 38);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        Assert.Equal(Errno.EFAULT, test.Call(() => mapping.ReadAsync(0, new byte[1])).Errno);
        test.Machine.Call("close", mapping.CloseAsync);
    }

    [Fact]
    public void An_access_outside_the_mapping_says_where_it_ended()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(4096);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        KernelResult result = test.Call(() => mapping.ReadAsync(4090, new byte[7]));
        Assert.Equal(Errno.EFAULT, result.Errno);
        Assert.Contains("0xffa", result.Check);
        test.Machine.Call("close", mapping.CloseAsync);
    }

    [Theory]
    [InlineData(false, 0u, true)]
    [InlineData(false, PanthorDrm.DRM_PANTHOR_BO_WB_MMAP, false)]
    [InlineData(true, 0u, false)]
    public void CPU_mappings_are_write_combined_unless_the_board_is_coherent_or_the_client_wants_a_cache(
        bool coherent, uint flags, bool writeCombined)
    {
        using var test = new TestMachine(new MachineOptions { MemorySize = 32L << 20, Coherent = coherent });
        Assert.Equal(writeCombined, Buffer(test, test.NewBuffer(4096, flags)).IsWriteCombined);
    }

    [Fact]
    public void The_pages_go_with_the_last_reference()
    {
        using var test = new TestMachine();
        long free = test.Machine.Board.Memory.FreePages;
        uint handle = test.NewBuffer(64 << 10);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        Assert.True(test.Call(() => mapping.WriteAsync(0, new byte[65536])).IsOk);

        Assert.True(test.File.GemClose(handle).IsOk);
        Assert.Equal(free - 16, test.Machine.Board.Memory.FreePages);
        test.Machine.Call("close", mapping.CloseAsync);
        Assert.Equal(free, test.Machine.Board.Memory.FreePages);
        Assert.Equal(0, test.Machine.Board.Memory.CountOf(PageUse.Buffer));
    }

    [Fact]
    public void Looking_up_a_page_allocates_nothing()
    {
        using var test = new TestMachine();
        (_, PanthorGemObject buffer) = ReclaimTests.Filled(test, 1 << 20, 3);
        GemPages pages = buffer.Pages!;
        ulong sum = SumOf(pages);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ulong again = SumOf(pages);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((sum, 0L), (again, allocated));
    }

    private static ulong SumOf(GemPages pages)
    {
        ulong sum = 0;
        for (int i = 0; i < pages.Count; i++)
        {
            sum += pages[i] + (ulong)pages.OrderOf(i);
        }

        return sum;
    }
}
