using System.Collections.Generic;
using Panthor.Driver.Mmu;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

public sealed class LockedRegionTests
{
    [Theory]
    [InlineData(0x10000, 0x1000, 0x10000, 0x8000, 14)]
    [InlineData(0x1f000, 0x2000, 0x0, 0x40000, 17)]
    [InlineData(0x0, 0x8000, 0x0, 0x8000, 14)]
    [InlineData(0x7fff_f000, 0x2000, 0x0, 0x1_0000_0000, 31)]
    [InlineData(0x0, 0x1_0000_0000_0000, 0x0, 0x1_0000_0000_0000, 47)]
    public void A_region_is_the_naturally_aligned_power_of_two_around_a_range(
        ulong start, ulong size, ulong lockedStart, ulong lockedSize, int width)
    {
        ulong first = start;
        ulong length = size;
        ulong lockAddr = PanthorVm.PackRegionRange(ref first, ref length);
        Assert.Equal((lockedStart, lockedSize), (first, length));
        Assert.Equal(lockedStart | (uint)width, lockAddr);
        Assert.Equal(new LockRegion(lockedStart, lockedSize), LockRegion.Covering(start, size, out ulong expected));
        Assert.Equal(expected, lockAddr);
    }

    [Fact]
    public void An_operation_on_a_resident_VM_locks_its_range_and_unlocks_it_after_the_flush()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(4 * Page);
        lab.Activate(vm);
        List<string> events = [];
        lab.Simulation.Events.Listener = record =>
        {
            if (record.Id == MmuEvents.LockRegion || record.Id == MmuEvents.UnlockRegion)
                events.Add($"{record.Id.Name} {vm.LockedRegionSize}");
        };
        Assert.True(lab.Machine.Map(1, buffer, 0x20000, 4 * Page).IsOk);
        Assert.Equal(["panthor_vm_lock_region 0", "panthor_vm_unlock_region 32768"], events);
        Assert.Equal(0UL, vm.LockedRegionSize);
        Assert.Equal(0UL, lab.Board.AddressSpaceView(1).LockedSize);
        Assert.True(lab.Read(vm, 0x20000, 16384).IsOk);
    }

    [Fact]
    public void A_GPU_access_waits_until_the_operation_on_its_range_is_over()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        lab.Activate(vm);
        lab.Machine.Machine.Call("test", async () =>
        {
            await vm.OpLock.LockAsync();
            await vm.LockRegionAsync(0x20000, Page);
            vm.OpLock.Unlock();
        });
        SimTask<GpuAccessResult> read = lab.Simulation.Spawn(
            "gpu", () => lab.Board.AccessPort.ReadAsync(1, 0x20000, new byte[4]));
        lab.Simulation.RunFor(Duration.FromMicroseconds(100));
        Assert.False(read.IsDone);

        // The map finds its region locked and unlocks it at its end.
        Assert.True(lab.Machine.Map(1, buffer, 0x20000, Page).IsOk);
        Assert.True(lab.Simulation.RunToCompletion(read).IsOk);
    }

    [Fact]
    public void A_page_table_update_outside_of_the_locked_region_is_a_warning()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        Assert.True(lab.Machine.Map(1, buffer, 0x20000, Page).IsOk);
        lab.Machine.Machine.Call("test", async () =>
        {
            await vm.OpLock.LockAsync();
            await vm.LockRegionAsync(0x10000, 0x8000);
            await vm.UnmapPagesAsync(0x20000, Page);
            await vm.UnlockRegionAsync();
            vm.OpLock.Unlock();
        });
        Assert.Contains(
            "panthor_vm_unmap_pages: 0x20000+0x1000 is outside of the locked region 0x10000+0x8000",
            Assert.Single(lab.TakeFindings()));

        // Its page is gone from the table, as the end of the VM notices.
        Assert.True(lab.Machine.Call(() => lab.Machine.File.VmDestroyAsync(1)).IsOk);
        Assert.Contains(lab.TakeFindings(), title => title.Contains("fewer pages were mapped"));
    }

    [Fact]
    public void A_page_table_that_lacks_pages_makes_the_VM_unusable()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(4 * Page);
        Assert.True(lab.Machine.Map(1, buffer, 0x20000, 4 * Page).IsOk);
        lab.Activate(vm);
        lab.Machine.Machine.Call("test", async () =>
        {
            await vm.OpLock.LockAsync();
            await vm.LockRegionAsync(0x20000, 4 * Page);
            await vm.UnmapPagesAsync(0x21000, Page);
            await vm.UnlockRegionAsync();
            vm.OpLock.Unlock();
        });
        Assert.Empty(lab.TakeFindings());
        Assert.True(lab.Machine.Unmap(1, 0x20000, 4 * Page).IsOk);
        Assert.True(vm.IsUnusable);
        Assert.False(lab.Board.AddressSpaceView(1).IsEnabled);
        Assert.Equal(0UL, vm.IovaToPhys(0x23000));
        Assert.Contains(lab.TakeFindings(), title => title.Contains("fewer pages were mapped"));

        KernelResult map = lab.Machine.Map(1, buffer, 0x40000, Page);
        Assert.Equal((Errno.EINVAL, "the VM is unusable"), (map.Errno, map.Check));
        Assert.True(lab.Machine.Unmap(1, 0x40000, Page).IsOk);
        Assert.True(lab.Machine.Call(() => lab.Machine.File.VmDestroyAsync(1)).IsOk);
    }

    [Fact]
    public void A_flush_that_never_ends_asks_for_a_reset_and_the_region_is_forgotten()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        lab.Activate(vm);
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.CacheFlush));
        Assert.True(lab.Machine.Map(1, buffer, 0x20000, Page).IsOk);
        lab.Settle();
        Assert.Equal(1, lab.Machine.Device.ResetCount);
        Assert.Equal((0UL, PanthorVm.NoAddressSpace), (vm.LockedRegionSize, vm.AsId));
        Assert.NotEqual(0UL, vm.IovaToPhys(0x20000));
        Assert.Equal(Errno.None, lab.Activate(vm));
        Assert.True(lab.Read(vm, 0x20000).IsOk);
        Assert.Empty(lab.TakeFindings());
    }
}
