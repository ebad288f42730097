using System;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Uapi;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests;

/// <summary>A machine with one client, which must end without a finding that the test did not take.</summary>
internal sealed class TestMachine : IDisposable
{
    public TestMachine(MachineOptions? options = null)
    {
        KernelResult<Machine> machine = Machine.Create(options ?? new MachineOptions { MemorySize = 32L << 20 });
        Assert.True(machine.IsOk, machine.ToString());
        Machine = machine.Value;
        File = Open();
    }

    public Machine Machine { get; }

    public PanthorDevice Device => Machine.Device;

    public DrmFile File { get; }

    /// <summary>The VMs of clients: all but the firmware's.</summary>
    public PanthorVm[] ClientVms => [.. Device.Mmu.VmList.Where(vm => !vm.ForMcu)];

    /// <summary>The buffers of clients: all but the firmware's.</summary>
    public PanthorGemObject[] ClientBuffers =>
        [.. Device.Gems.All.Where(buffer => (buffer.UsageFlags & GemUsageFlags.FirmwareMapped) == 0)];

    /// <summary>Keeps the GPU powered from now on, as somebody who uses it does.</summary>
    public void KeepPower() => Assert.Equal(Errno.None, Call(Device.ResumeAndGetAsync));

    /// <summary>Lets everything happen that is about to, a reset included; the watchdog goes on.</summary>
    public void Settle() => Machine.Simulation.RunFor(Duration.FromMilliseconds(500));

    public DrmFile Open()
    {
        KernelResult<DrmFile> file = Machine.Open("test");
        Assert.True(file.IsOk, file.ToString());
        return file.Value;
    }

    public T Call<T>(Func<KTask<T>> call) => Machine.Call("test", call);

    public uint NewVm()
    {
        KernelResult<DrmPanthorVm> vm = Call(() => File.VmCreateAsync(0, 0));
        Assert.True(vm.IsOk, vm.ToString());
        return vm.Value.Id;
    }

    public uint NewBuffer(ulong size, uint flags = 0, uint vm = 0)
    {
        KernelResult<DrmPanthorBo> buffer = Call(() => File.BoCreateAsync(size, flags, vm));
        Assert.True(buffer.IsOk, buffer.ToString());
        return buffer.Value.Handle;
    }

    public KernelResult Map(uint vm, uint buffer, ulong va, ulong size, ulong offset = 0, uint flags = 0) =>
        Bind(vm, new DrmPanthorVmBindOp(flags, buffer, offset, va, size));

    public KernelResult Unmap(uint vm, ulong va, ulong size) =>
        Bind(vm, new DrmPanthorVmBindOp(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, va, size));

    public KernelResult Bind(uint vm, DrmPanthorVmBindOp operation) =>
        Call(() => File.VmBindAsync(vm, new[] { operation })).Result;

    /// <summary>Closes every client, removes the device and expects that nothing was left behind.</summary>
    public void Dispose()
    {
        Machine.Call("test", File.CloseAsync);
        Machine.Remove();
        Assert.Empty(Machine.Simulation.Findings);
        Machine.Dispose();
    }
}
