using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Mm;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

public sealed class ReclaimTests
{
    private const ulong Va = 0x1000_0000;

    [Fact]
    public void An_unused_buffer_goes_to_swap_and_comes_back_with_the_next_access()
    {
        using var test = new TestMachine();
        (uint handle, PanthorGemObject buffer) = Filled(test, 64 << 10, 7);
        Assert.Equal(GemReclaimState.Unused, buffer.ReclaimState);

        ReclaimResult result = Reclaim(test, 16);
        Assert.Equal(new ReclaimResult(16, 16, 0), result);
        Assert.Null(buffer.Pages);
        Assert.Equal(GemStateFlags.Evicted, buffer.StateFlags);
        Assert.Equal(16, test.Machine.Board.Swap.UsedPages);
        Assert.Equal(0, test.Machine.Board.Memory.CountOf(PageUse.Buffer));
        Assert.All(Enumerable.Range(0, 16), page => Assert.True(buffer.File!.IsSwapped(page)));

        AssertFilled(test, handle, 64 << 10, 7);
        Assert.Equal(0, test.Machine.Board.Swap.UsedPages);
        Assert.Equal(1, buffer.ReclaimedCount);
    }

    [Fact]
    public void A_mapped_buffer_leaves_the_page_table_and_is_mapped_again_before_the_GPU_reads()
    {
        using var test = new TestMachine();
        PanthorVm vm = NewVm(test, out uint id);
        (uint handle, PanthorGemObject buffer) = Filled(test, 64 << 10, 3, id);
        Assert.True(test.Map(id, handle, Va, 32 << 10, 4096).IsOk);
        Assert.True(test.Map(id, handle, Va + (1 << 20), 4096).IsOk);
        Assert.Equal(GemReclaimState.GpuMappedSingleVm, buffer.ReclaimState);
        Assert.Equal(16, test.Device.Reclaim.GpuMappedCount);

        Assert.Equal(16, Reclaim(test, 1).Reclaimed);
        Assert.Equal(0ul, vm.IovaToPhys(Va));
        Assert.All(Mappings(vm), va => Assert.True(va.Evicted));
        Assert.Equal(0, test.Device.Reclaim.GpuMappedCount);

        Assert.Equal(Pattern(3, 4096, 100), GpuRead(test, vm, Va, 100));
        Assert.Equal(Pattern(3, 0, 100), GpuRead(test, vm, Va + (1 << 20), 100));
        Assert.All(Mappings(vm), va => Assert.False(va.Evicted));
        Assert.Equal(GemReclaimState.GpuMappedSingleVm, buffer.ReclaimState);
    }

    [Fact]
    public void A_buffer_of_several_VMs_is_evicted_from_all_of_them_and_restored_in_each()
    {
        using var test = new TestMachine();
        PanthorVm first = NewVm(test, out uint firstId);
        PanthorVm second = NewVm(test, out uint secondId);
        (uint handle, PanthorGemObject buffer) = Filled(test, 16 << 10, 9);
        Assert.True(test.Map(firstId, handle, Va, 16 << 10).IsOk);
        Assert.True(test.Map(secondId, handle, Va, 16 << 10).IsOk);
        Assert.Equal(GemReclaimState.GpuMappedMultiVm, buffer.ReclaimState);
        Assert.Equal(4, test.Device.Reclaim.GpuMappedShared.Count);

        Assert.Equal(4, Reclaim(test, 4).Reclaimed);
        Assert.Equal(Pattern(9, 0, 64), GpuRead(test, first, Va, 64));
        Assert.Equal(GemReclaimState.GpuMappedSingleVm, buffer.ReclaimState);
        Assert.Equal(0ul, second.IovaToPhys(Va));
        Assert.Equal(Pattern(9, 0, 64), GpuRead(test, second, Va, 64));
        Assert.Equal(GemReclaimState.GpuMappedMultiVm, buffer.ReclaimState);
    }

    [Fact]
    public void An_evicted_mapping_can_be_split_and_both_rests_come_back()
    {
        using var test = new TestMachine();
        PanthorVm vm = NewVm(test, out uint id);
        (uint handle, _) = Filled(test, 64 << 10, 5);
        Assert.True(test.Map(id, handle, Va, 64 << 10).IsOk);
        Assert.Equal(16, Reclaim(test, 16).Reclaimed);

        Assert.True(test.Unmap(id, Va + 0x4000, 0x1000).IsOk);
        Assert.Equal(2, vm.MappingCount);
        Assert.Equal(Pattern(5, 0x3ff0, 16), GpuRead(test, vm, Va + 0x3ff0, 16));
        Assert.Equal(Pattern(5, 0x5000, 16), GpuRead(test, vm, Va + 0x5000, 16));
        Assert.Equal(0ul, vm.IovaToPhys(Va + 0x4000));
    }

    [Fact]
    public void A_new_mapping_of_an_evicted_buffer_is_evicted_with_the_old_one()
    {
        using var test = new TestMachine();
        PanthorVm vm = NewVm(test, out uint id);
        (uint handle, PanthorGemObject buffer) = Filled(test, 16 << 10, 5);
        Assert.True(test.Map(id, handle, Va, 16 << 10).IsOk);
        Assert.Equal(4, Reclaim(test, 4).Reclaimed);

        // As in C: the bond still counts as evicted, so that the buffer is on the list of unused ones.
        Assert.True(test.Map(id, handle, Va + 0x10000, 16 << 10).IsOk);
        Assert.NotNull(buffer.Pages);
        Assert.Equal(GemReclaimState.Unused, buffer.ReclaimState);
        Assert.Equal(4, Reclaim(test, 4).Reclaimed);
        Assert.Equal(0ul, vm.IovaToPhys(Va + 0x10000));
        Assert.Equal(Pattern(5, 0, 16), GpuRead(test, vm, Va + 0x10000, 16));
        Assert.Equal(Pattern(5, 0, 16), GpuRead(test, vm, Va, 16));
    }

    [Fact]
    public void A_2_MiB_page_goes_as_a_whole_and_comes_back_as_one()
    {
        using var test = new TestMachine();
        PanthorVm vm = NewVm(test, out uint id);
        (uint handle, PanthorGemObject buffer) = Filled(test, 2 << 20, 1);
        Assert.True(test.Map(id, handle, 0x4000_0000, 2 << 20).IsOk);
        Assert.Equal(9, buffer.Pages!.OrderOf(0));
        Assert.Equal(new ReclaimResult(512, 512, 0), Reclaim(test, 1));
        Assert.Equal(Pattern(1, 0x1f_f000, 32), GpuRead(test, vm, 0x401f_f000, 32));
        Assert.Equal(9, buffer.Pages!.OrderOf(0));
    }

    [Fact]
    public void A_sparse_mapping_is_evicted_with_its_dummy_object_and_restored()
    {
        using var test = new TestMachine();
        PanthorVm vm = NewVm(test, out uint id);
        uint flags = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC;
        Assert.True(test.Map(id, 0, 0x4000_0000, 8 << 20, flags: flags).IsOk);
        Assert.Equal(512, Reclaim(test, 1).Reclaimed);
        Assert.Equal(0ul, vm.IovaToPhys(0x4070_0000));
        Assert.Equal([0, 0], GpuRead(test, vm, 0x4070_0000, 2));
        Assert.Equal(vm.IovaToPhys(0x4010_0000), vm.IovaToPhys(0x4070_0000));
    }

    [Fact]
    public void Pinned_buffers_and_kernel_mappings_are_left_alone()
    {
        using var test = new TestMachine();
        (_, PanthorGemObject buffer) = Filled(test, 16 << 10, 5);
        KernelMapping map = test.Call(buffer.VmapAsync).Value;
        Assert.Equal(GemReclaimState.Unreclaimable, buffer.ReclaimState);
        Assert.Equal(default, Reclaim(test, 100));
        var bytes = new byte[6000];
        map.Read(100, bytes);
        Assert.Equal(Pattern(5, 100, 6000), bytes);
        test.Machine.Call("vunmap", buffer.VunmapAsync);
        Assert.Equal(4, Reclaim(test, 100).Reclaimed);
    }

    [Fact]
    public void Without_leave_to_wait_only_what_no_VM_maps_is_reclaimed()
    {
        using var test = new TestMachine();
        NewVm(test, out uint id);
        (uint mapped, _) = Filled(test, 16 << 10, 1);
        Assert.True(test.Map(id, mapped, Va, 16 << 10).IsOk);
        Filled(test, 8 << 10, 2);
        Assert.Equal(2, test.Device.Reclaim.Count(canBlock: false));
        Assert.Equal(6, test.Device.Reclaim.Count(canBlock: true));
        Assert.Equal(2, Reclaim(test, 100, canBlock: false).Reclaimed);
        Assert.Equal(4, Reclaim(test, 100).Reclaimed);
    }

    [Fact]
    public void The_VM_that_was_active_longest_ago_gives_first()
    {
        using var test = new TestMachine();
        var vms = new PanthorVm[3];
        var buffers = new PanthorGemObject[3];
        for (int i = 0; i < 3; i++)
        {
            vms[i] = NewVm(test, out uint id);
            (uint handle, buffers[i]) = Filled(test, 16 << 10, (byte)i);
            Assert.True(test.Map(id, handle, Va, 16 << 10).IsOk);
        }

        foreach (int i in new[] { 1, 2, 0 })
        {
            GpuRead(test, vms[i], Va, 1);
        }

        Assert.Equal(4, Reclaim(test, 4).Reclaimed);
        Assert.Equal([false, true, false], buffers.Select(buffer => buffer.Pages is null));
        Assert.Equal(4, Reclaim(test, 4).Reclaimed);
        Assert.Equal([false, true, true], buffers.Select(buffer => buffer.Pages is null));
    }

    [Fact]
    public void A_CPU_mapping_faults_again_after_an_eviction()
    {
        using var test = new TestMachine();
        uint handle = test.NewBuffer(16 << 10);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        Assert.True(test.Call(() => mapping.WriteAsync(5000, new byte[] { 42 })).IsOk);
        Assert.True(mapping.IsPresent(1));
        long faults = mapping.Faults;
        Assert.Equal(4, Reclaim(test, 4).Reclaimed);
        Assert.False(mapping.IsPresent(1));

        var bytes = new byte[1];
        Assert.True(test.Call(() => mapping.ReadAsync(5000, bytes)).IsOk);
        Assert.Equal(42, bytes[0]);
        Assert.Equal(faults + 1, mapping.Faults);
        test.Machine.Call("close", mapping.CloseAsync);
    }

    [Fact]
    public void A_buffer_that_is_freed_while_it_is_in_swap_gives_its_slots_back()
    {
        using var test = new TestMachine();
        (uint handle, _) = Filled(test, 64 << 10, 7);
        Reclaim(test, 16);
        Assert.Equal(16, test.Machine.Board.Swap.UsedPages);
        Assert.True(test.File.GemClose(handle).IsOk);
        Assert.Equal(0, test.Machine.Board.Swap.UsedPages);
    }

    [Fact]
    public void Allocations_beyond_memory_push_others_out_and_every_byte_survives()
    {
        using var test = new TestMachine(new MachineOptions { MemorySize = 8L << 20, SwapSize = 32L << 20 });
        var handles = new uint[16];
        for (int i = 0; i < handles.Length; i++)
        {
            (handles[i], _) = Filled(test, 1 << 20, (byte)i);
        }

        Assert.True(test.Device.Mm.DirectReclaims > 0 || test.Device.Mm.KswapdRuns > 0);
        for (int i = 0; i < handles.Length; i++)
        {
            AssertFilled(test, handles[i], 1 << 20, (byte)i);
            AssertAccounts(test);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1L << 20)]
    public void With_swap_absent_or_full_an_allocation_fails_and_nothing_is_lost(long swap)
    {
        using var test = new TestMachine(new MachineOptions { MemorySize = 8L << 20, SwapSize = swap });
        var handles = new uint[5];
        for (int i = 0; i < handles.Length; i++)
        {
            (handles[i], _) = Filled(test, 1 << 20, (byte)i);
        }

        PanthorGemObject large = test.File.LookUpBuffer(test.NewBuffer(6 << 20))!;
        Assert.Equal(Errno.ENOMEM, test.Call(large.PinAsync));
        large.Put();
        for (int i = 0; i < handles.Length; i++)
        {
            AssertFilled(test, handles[i], 1 << 20, (byte)i);
        }

        AssertAccounts(test);
    }

    [Fact]
    public void A_page_that_cannot_be_written_to_swap_stays()
    {
        using var test = new TestMachine();
        (uint handle, PanthorGemObject buffer) = Filled(test, 16 << 10, 7);
        test.Machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.SwapOut) { After = 2, Times = 1 });
        ReclaimResult result = Reclaim(test, 4);
        Assert.Equal((4, 4), (result.Reclaimed, buffer.File!.ResidentPages + buffer.File.SwappedPages));
        AssertFilled(test, handle, 16 << 10, 7);
        AssertAccounts(test);
    }

    [Fact]
    public void A_page_that_cannot_be_read_from_swap_is_an_error_and_can_be_read_later()
    {
        using var test = new TestMachine();
        PanthorVm vm = NewVm(test, out uint id);
        (uint handle, _) = Filled(test, 16 << 10, 7);
        Assert.True(test.Map(id, handle, Va, 16 << 10).IsOk);
        Reclaim(test, 4);
        test.Machine.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.SwapIn) { After = 2, Times = 1 });
        KernelResult<GpuAccessResult> access =
            test.Call(() => test.Machine.AccessAsync(vm, Va, new byte[1], isWrite: false));
        Assert.Equal(Errno.EIO, access.Errno);
        AssertAccounts(test);
        Assert.Equal(Pattern(7, 0, 16), GpuRead(test, vm, Va, 16));
    }

    [Fact]
    public void Unmapping_a_part_of_a_large_page_makes_room_for_the_table_that_it_needs()
    {
        using var test = new TestMachine();
        PanthorVm vm = NewVm(test, out uint id);
        (uint large, _) = Filled(test, 24 << 20, 1);
        Assert.True(test.Map(id, large, 0x4000_0000, 24 << 20).IsOk);
        (uint unused, _) = Filled(test, 256 << 10, 2);
        PhysicalMemory memory = test.Machine.Board.Memory;
        Stack<ulong> taken = new();
        while (memory.TryAllocate(0, PageUse.Kernel, PageFill.None, out ulong page))
        {
            taken.Push(page);
        }

        // What waits for the next operation is soon used up.
        for (ulong block = 0; block < 12; block++)
        {
            Assert.True(test.Unmap(id, 0x4000_1000 + block * 0x20_0000, 0x1000).IsOk);
        }

        Assert.True(test.Device.Mm.DirectReclaims > 0);
        while (taken.TryPop(out ulong page))
        {
            memory.Free(page, 0);
        }

        Assert.Equal(Pattern(1, 0xe0_2000, 64), GpuRead(test, vm, 0x40e0_2000, 64));
        AssertFilled(test, unused, 256 << 10, 2);
        AssertAccounts(test);
    }

    internal static void AssertAccounts(TestMachine test)
    {
        Assert.Equal(
            test.ClientBuffers.Sum(buffer => buffer.File?.SwappedPages ?? 0), test.Machine.Board.Swap.UsedPages);
        Assert.Equal(
            test.ClientBuffers.Sum(buffer => buffer.File?.ResidentPages ?? 0),
            test.Machine.Board.Memory.CountOf(PageUse.Buffer));
    }

    internal static PanthorVm NewVm(TestMachine test, out uint id)
    {
        id = test.NewVm();
        return test.File.Vms.Find(id)!;
    }

    internal static byte[] Pattern(byte seed, int offset, int count) =>
        [.. Enumerable.Range(offset, count).Select(i => (byte)(seed * 31 + i + (i >> 8) + (i >> 16)))];

    internal static (uint Handle, PanthorGemObject Buffer) Filled(TestMachine test, int size, byte seed, uint vm = 0)
    {
        uint handle = test.NewBuffer((ulong)size, vm: vm);
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        Assert.True(test.Call(() => mapping.WriteAsync(0, Pattern(seed, 0, size))).IsOk);
        test.Machine.Call("close", mapping.CloseAsync);
        return (handle, test.File.Buffers.Single(entry => entry.Key == handle).Value);
    }

    internal static void AssertFilled(TestMachine test, uint handle, int size, byte seed)
    {
        CpuMapping mapping = test.Call(() => test.File.MmapAsync(handle)).Value;
        var bytes = new byte[size];
        KernelResult result = test.Call(() => mapping.ReadAsync(0, bytes));
        test.Machine.Call("close", mapping.CloseAsync);
        Assert.True(result.IsOk, result.ToString());
        Assert.True(bytes.AsSpan().SequenceEqual(Pattern(seed, 0, size)));
    }

    private static List<PanthorVma> Mappings(PanthorVm vm)
    {
        List<PanthorVma> list = [];
        foreach (GpuVa va in vm.Mappings)
        {
            list.Add((PanthorVma)va);
        }

        return list;
    }

    private static ReclaimResult Reclaim(TestMachine test, long pages, bool canBlock = true) =>
        test.Call(() => test.Device.Mm.ReclaimNowAsync(pages, canBlock));

    private static byte[] GpuRead(TestMachine test, PanthorVm vm, ulong va, int count)
    {
        var bytes = new byte[count];
        KernelResult<GpuAccessResult> result = test.Call(() => test.Machine.AccessAsync(vm, va, bytes, isWrite: false));
        Assert.True(result.IsOk && result.Value.IsOk, result.ToString());
        return bytes;
    }
}
