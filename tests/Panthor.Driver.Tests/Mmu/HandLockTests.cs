using Panthor.Driver.Mmu;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>Regions that a person locks, and what the rest of the driver makes of them.</summary>
public sealed class HandLockTests
{
    private const ulong Va = 0x40_0000;

    [Fact]
    public void A_GPU_access_waits_for_the_unlock_and_operations_in_between_do_not_let_it_in()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(4 * Page);
        lab.Activate(vm);
        Assert.Equal((Va, 0x8000UL), Lock(lab, vm, Va + Page, Page).Value);
        Assert.Equal(0x8000UL, lab.Board.AddressSpaceView(1).LockedSize);
        SimTask<GpuAccessResult> read = lab.Simulation.Spawn(
            "gpu", () => lab.Board.AccessPort.ReadAsync(1, Va, new byte[4]));
        Assert.True(lab.Machine.Map(1, buffer, Va, 2 * Page).IsOk);
        Assert.True(lab.Machine.Map(1, buffer, 2 * Va, 2 * Page).IsOk);
        lab.Simulation.RunFor(Duration.FromMicroseconds(500));
        Assert.False(read.IsDone);

        Assert.True(Unlock(lab, vm).IsOk);
        Assert.True(lab.Simulation.RunToCompletion(read).IsOk);
        Assert.Equal((0UL, 0UL), (vm.LockedRegionSize, lab.Board.AddressSpaceView(1).LockedSize));
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void A_region_of_a_VM_without_address_space_is_locked_in_hardware_when_the_VM_gets_one()
    {
        using var lab = new VmLab(2);
        PanthorVm vm = lab.NewVm();
        PanthorVm other = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        Assert.True(lab.Machine.Map(1, buffer, Va, Page).IsOk);
        Assert.True(Lock(lab, vm, Va, Page).IsOk);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(Errno.None, lab.Activate(vm));
            Assert.Equal(
                (Va, 0x8000UL),
                (lab.Board.AddressSpaceView(1).LockedAddress, lab.Board.AddressSpaceView(1).LockedSize));
            lab.Idle(vm);

            // The slot goes to another VM, which must not inherit the lock.
            Assert.Equal(Errno.None, lab.Activate(other));
            Assert.Equal(0UL, lab.Board.AddressSpaceView(1).LockedSize);
            lab.Idle(other);
        }

        lab.Activate(vm);
        SimTask<GpuAccessResult> read = lab.Simulation.Spawn(
            "gpu", () => lab.Board.AccessPort.ReadAsync(1, Va, new byte[4]));
        lab.Simulation.RunFor(Duration.FromMicroseconds(500));
        Assert.False(read.IsDone);
        Assert.True(Unlock(lab, vm).IsOk);
        Assert.True(lab.Simulation.RunToCompletion(read).IsOk);
        Assert.Empty(lab.TakeFindings());
    }

    /// <summary>
    /// A reset of the GPU ends its locks and the accesses that wait for them. The driver locks the region again when the
    /// VM gets an address space.
    /// </summary>
    [Fact]
    public void A_region_stays_locked_across_a_reset_and_the_firmware_boots_nevertheless()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        Assert.True(lab.Machine.Map(1, buffer, Va, Page).IsOk);
        lab.Machine.KeepPower();
        lab.Activate(vm);
        Assert.True(Lock(lab, vm, Va, Page).IsOk);
        SimTask<GpuAccessResult> dropped = lab.Simulation.Spawn(
            "gpu", () => lab.Board.AccessPort.ReadAsync(1, Va, new byte[4]));
        lab.Simulation.RunFor(Duration.FromMicroseconds(500));
        Assert.False(dropped.IsDone);
        Assert.True(lab.Machine.Call(lab.Machine.Machine.ResetAsync).IsOk);
        Assert.Equal(TranslateStatus.Aborted, lab.Simulation.RunToCompletion(dropped).Status);
        Assert.Equal((1, 0UL), (lab.Machine.Device.ResetCount, lab.Board.AddressSpaceView(1).LockedSize));
        Assert.True(vm.IsLockedByHand);

        Assert.Equal(Errno.None, lab.Activate(vm));
        Assert.Equal(0x8000UL, lab.Board.AddressSpaceView(vm.AsId).LockedSize);
        Assert.True(Unlock(lab, vm).IsOk);
        Assert.True(lab.Machine.Call(() => lab.Board.AccessPort.ReadAsync(vm.AsId, Va, new byte[4])).IsOk);
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void A_second_lock_is_EBUSY_and_an_unlock_of_nothing_is_ENOENT()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        Assert.Equal(Errno.ENOENT, Unlock(lab, vm).Errno);
        Assert.True(Lock(lab, vm, Va, Page).IsOk);
        Assert.Equal(Errno.EBUSY, Lock(lab, vm, 2 * Va, Page).Errno);
        Assert.True(Unlock(lab, vm).IsOk);
        Assert.Equal(Errno.ENOENT, Unlock(lab, vm).Errno);
    }

    [Theory]
    [InlineData(Va, 0)]
    [InlineData(1UL << 48, Page)]
    [InlineData((1UL << 48) - Page, 2 * Page)]
    [InlineData(Page, ulong.MaxValue)]
    public void An_impossible_region_is_EINVAL(ulong address, ulong size)
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        Assert.Equal(Errno.EINVAL, Lock(lab, vm, address, size).Errno);
        Assert.False(vm.IsLockedByHand);
    }

    [Fact]
    public void The_end_of_a_VM_lets_its_region_go()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Page);
        Assert.True(lab.Machine.Map(1, buffer, 4 * Va, Page).IsOk);
        lab.Activate(vm);
        Assert.True(Lock(lab, vm, Va, Page).IsOk);
        lab.Idle(vm);
        Assert.True(lab.Machine.Call(() => lab.Machine.File.VmDestroyAsync(1)).IsOk);
        Assert.Equal(0UL, lab.Board.AddressSpaceView(1).LockedSize);
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void A_lock_that_never_completes_is_ETIMEDOUT_asks_for_a_reset_and_leaves_nothing_locked()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        lab.Activate(vm);
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.MmuCommand));
        Assert.Equal(Errno.ETIMEDOUT, Lock(lab, vm, Va, Page).Errno);
        Assert.Equal((0UL, false), (vm.LockedRegionSize, vm.IsLockedByHand));
        lab.Settle();
        Assert.Equal(1, lab.Machine.Device.ResetCount);
        Assert.True(Lock(lab, vm, Va, Page).IsOk);
        lab.TakeFindings();
    }

    private static KernelResult<(ulong Start, ulong Size)> Lock(VmLab lab, PanthorVm vm, ulong address, ulong size) =>
        lab.Machine.Call(() => vm.LockRegionByHandAsync(address, size));

    private static KernelResult Unlock(VmLab lab, PanthorVm vm) => lab.Machine.Call(vm.UnlockRegionByHandAsync);
}
