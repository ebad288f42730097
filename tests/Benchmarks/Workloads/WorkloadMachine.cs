using System;
using Panthor.Driver.Device;
using Panthor.Kernel;

namespace Benchmarks.Workloads;

/// <summary>
/// The machine on which the VM workloads run: coherent, so that table descriptors are those of the C.
/// </summary>
internal static class WorkloadMachine
{
    public static Machine Create()
    {
        KernelResult<Machine> machine = Machine.Create(new MachineOptions { Coherent = true });
        return machine.IsOk ? machine.Value : throw new InvalidOperationException($"no machine: {machine}");
    }
}
