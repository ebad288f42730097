using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Mmu;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

public sealed class AddressSpaceTests
{
    [Fact]
    public void An_active_VM_gets_the_lowest_slot_but_never_that_of_the_firmware()
    {
        using var lab = new VmLab();
        PanthorVm first = lab.NewVm();
        PanthorVm second = lab.NewVm();
        Assert.Equal(PanthorVm.NoAddressSpace, first.AsId);
        Assert.Equal(Errno.None, lab.Activate(first));
        Assert.Equal(Errno.None, lab.Activate(second));
        Assert.Equal((1, 2), (first.AsId, second.AsId));
        Assert.Equal(0b111u, lab.Mmu.AllocMask);
        Assert.Same(second, lab.Mmu.SlotVm(2));

        AddressSpaceView view = lab.Board.AddressSpaceView(1);
        Assert.Equal(first.Transtab, view.TransTab);
        Assert.Equal(0x8f8f8f8f8c4c8f4cUL, view.MemAttr);
        Assert.Equal(0x420001c6UL, view.TransCfg);
        lab.Idle(first);
        lab.Idle(second);
    }

    [Fact]
    public void A_coherent_machine_programs_the_coherent_attributes()
    {
        using var machine = new TestMachine(new MachineOptions { MemorySize = 32L << 20, Coherent = true });
        PanthorVm vm = machine.File.Vms.Find(machine.NewVm())!;
        Assert.Equal(Errno.None, machine.Call(vm.ActiveAsync));
        AddressSpaceView view = machine.Machine.Board.AddressSpaceView(1);
        Assert.Equal(0x9f9f9f9f9c4c9f4cUL, view.MemAttr);
        Assert.Equal(0x620001c6UL, view.TransCfg);
    }

    [Fact]
    public void Activations_are_counted_and_an_idle_VM_keeps_its_slot()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        lab.Activate(vm);
        lab.Activate(vm);
        Assert.Equal(2, vm.ActiveCount);
        lab.Idle(vm);
        Assert.Equal(1, vm.ActiveCount);
        lab.Idle(vm);
        Assert.Equal(0, vm.ActiveCount);
        Assert.Equal(1, vm.AsId);
        Assert.True(lab.Board.AddressSpaceView(1).IsEnabled);
        lab.Activate(vm);
        Assert.Equal((1, 1), (vm.AsId, vm.ActiveCount));
        lab.Idle(vm);
        Assert.Empty(lab.TakeFindings());
        lab.Idle(vm);
        Assert.Contains("the VM is not active", Assert.Single(lab.TakeFindings()));
    }

    [Fact]
    public void With_more_VMs_than_slots_the_one_that_is_idle_for_longest_gives_its_slot_up()
    {
        using var lab = new VmLab(4);
        PanthorVm[] vms = [.. Enumerable.Range(0, 5).Select(_ => lab.NewVm())];
        foreach (PanthorVm vm in vms.Take(3))
            lab.Activate(vm);
        lab.Idle(vms[1]);
        lab.Idle(vms[0]);
        lab.Idle(vms[2]);

        Assert.Equal(Errno.None, lab.Activate(vms[3]));
        Assert.Equal((2, PanthorVm.NoAddressSpace), (vms[3].AsId, vms[1].AsId));
        Assert.Equal(vms[3].Transtab, lab.Board.AddressSpaceView(2).TransTab);

        lab.Activate(vms[0]);
        lab.Idle(vms[0]);
        Assert.Equal(Errno.None, lab.Activate(vms[4]));
        Assert.Equal((3, PanthorVm.NoAddressSpace, 1), (vms[4].AsId, vms[2].AsId, vms[0].AsId));
    }

    [Fact]
    public void When_all_slots_are_in_use_an_activation_is_EBUSY_and_a_warning()
    {
        using var lab = new VmLab(2);
        PanthorVm first = lab.NewVm();
        PanthorVm second = lab.NewVm();
        lab.Activate(first);
        Assert.Equal(Errno.EBUSY, lab.Activate(second));
        Assert.Contains("more VMs are active", Assert.Single(lab.TakeFindings()));
        lab.Idle(first);
        Assert.Equal(Errno.None, lab.Activate(second));
    }

    [Fact]
    public void A_slot_that_changes_hands_shows_the_memory_of_its_new_VM()
    {
        using var lab = new VmLab(2);
        PanthorVm[] vms = [lab.NewVm(), lab.NewVm()];
        for (uint i = 0; i < 2; i++)
        {
            uint buffer = lab.Machine.NewBuffer(Page);
            Assert.True(lab.Machine.Map(i + 1, buffer, 0x10000, Page).IsOk);
        }

        foreach (PanthorVm vm in new[] { vms[0], vms[1], vms[0] })
        {
            lab.Activate(vm);
            Assert.True(lab.Read(vm, 0x10000).IsOk);
            Assert.Equal(
                TranslateStatus.Ok, lab.Board.AccessPort.TryTranslate(1, 0x10000, AccessKind.Read, out ulong pa));
            Assert.Equal(vm.IovaToPhys(0x10000), pa);
            lab.Idle(vm);
        }
    }

    [Fact]
    public void A_destroyed_VM_frees_its_slot_and_unmaps_it()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        lab.Activate(vm);
        lab.Idle(vm);
        Assert.True(lab.Machine.Call(() => lab.Machine.File.VmDestroyAsync(1)).IsOk);
        Assert.True(vm.Destroyed);
        Assert.Equal(1u, lab.Mmu.AllocMask);
        Assert.False(lab.Board.AddressSpaceView(1).IsEnabled);
        Assert.Empty(lab.ClientVms);
    }

    [Fact]
    public void Suspend_takes_all_VMs_off_and_resume_lets_them_come_back()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        lab.Activate(vm);
        lab.Machine.Machine.Call("test", lab.Mmu.SuspendAsync);
        Assert.Equal((PanthorVm.NoAddressSpace, 0), (vm.AsId, vm.ActiveCount));
        Assert.False(lab.Board.AddressSpaceView(1).IsEnabled);
        lab.Machine.Machine.Call("test", lab.Mmu.ResumeAsync);
        Assert.Equal(Errno.None, lab.Activate(vm));
        Assert.True(lab.Board.AddressSpaceView(1).IsEnabled);
    }

    [Fact]
    public void A_stuck_command_is_ETIMEDOUT_and_asks_for_a_reset()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        lab.Simulation.Faults.Add(new FaultInjection(HardwareFaultPoints.MmuCommand));
        Assert.Equal(Errno.ETIMEDOUT, lab.Activate(vm));
        Assert.Contains("AS_ACTIVE bit stuck", lab.Errors);
        lab.Settle();
        Assert.Equal(1, lab.Machine.Device.ResetCount);
        Assert.Equal(PanthorVm.NoAddressSpace, vm.AsId);
        Assert.Equal(Errno.None, lab.Activate(vm));
        lab.TakeFindings();
    }
}
