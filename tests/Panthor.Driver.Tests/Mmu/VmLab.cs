using System;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>A machine with VMs that are put on address spaces, and a GPU that accesses memory through them.</summary>
internal sealed class VmLab : IDisposable
{
    public const ulong Page = 1UL << 12;
    public const ulong Block = 1UL << 21;

    public VmLab(int? addressSpaces = null, params DriverPatch[] without)
    {
        Machine = new TestMachine(
            new MachineOptions { MemorySize = 64L << 20, AddressSpaces = addressSpaces, Without = without });
        Machine.KeepPower();
    }

    public TestMachine Machine { get; }

    public Simulation Simulation => Machine.Machine.Simulation;

    public Board Board => Machine.Machine.Board;

    /// <summary>The VMs of clients: all but the firmware's.</summary>
    public PanthorVm[] ClientVms => Machine.ClientVms;

    public PanthorMmu Mmu => Machine.Device.Mmu;

    /// <summary>What the driver wrote into the kernel log as errors.</summary>
    public string Errors => string.Join('\n', Simulation.Log.Lines
        .Where(line => line.Level <= KernelLogLevel.Error).Select(line => line.Message));

    public PanthorVm NewVm() => Vm(Machine.NewVm());

    public PanthorVm Vm(uint id) => Machine.File.Vms.Find(id)!;

    public Errno Activate(PanthorVm vm) => Machine.Call(vm.ActiveAsync);

    public void Settle() => Machine.Settle();

    public void Idle(PanthorVm vm) => Machine.Machine.Call("test", vm.IdleAsync);

    public GpuAccessResult Read(PanthorVm vm, ulong address, int length = 4) =>
        Machine.Call(() => Board.AccessPort.ReadAsync(vm.AsId, address, new byte[length]));

    public GpuAccessResult Write(PanthorVm vm, ulong address, int length = 4) =>
        Machine.Call(() => Board.AccessPort.WriteAsync(vm.AsId, address, new byte[length]));

    /// <summary>Takes the findings out, so that the machine ends clean.</summary>
    public string[] TakeFindings()
    {
        string[] titles = [.. Simulation.Findings.Select(finding => finding.Title)];
        Simulation.Findings.Clear();
        return titles;
    }

    public void Dispose() => Machine.Dispose();
}
