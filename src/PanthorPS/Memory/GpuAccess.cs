using Panthor.Driver.Device;
using Panthor.Driver.Mmu;
using Panthor.Hardware;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Accesses memory as the GPU does: on the VM's address space, through the MMU, as a task of the machine.</summary>
internal static class GpuAccess
{
    /// <summary>One access: makes the VM active, transfers the bytes, makes the VM idle.</summary>
    /// <returns>The driver's error if the VM could not be made active; else how the access ended.</returns>
    public static async KTask<KernelResult<GpuAccessResult>> AccessAsync(
        Machine machine, PanthorVm vm, ulong address, byte[] bytes, bool isWrite)
    {
        Errno active = await vm.ActiveAsync();
        if (active != Errno.None)
        {
            return KernelResult.Fail(active, "the VM could not be put on an address space");
        }

        GpuAccessPort port = machine.Board.AccessPort;
        GpuAccessResult result = isWrite
            ? await port.WriteAsync(vm.AsId, address, bytes)
            : await port.ReadAsync(vm.AsId, address, bytes);
        await vm.IdleAsync();
        return result;
    }

    /// <summary>Throws what becomes the error record of an access that did not end well.</summary>
    public static void Check(KernelResult<GpuAccessResult> outcome, string operation, GpuVm vm)
    {
        if (!outcome.IsOk)
        {
            throw new ErrnoException(outcome.Errno, operation, outcome.Check) { Target = vm };
        }

        GpuAccessResult result = outcome.Value;
        if (result.Status == TranslateStatus.Fault)
        {
            GpuFault fault = result.Fault;
            throw new GpuPageFaultException(
                PanthorException.Name((uint)fault.Exception), fault.Address, fault.AddressSpace, fault.Kind);
        }

        if (!result.IsOk)
        {
            throw new ErrnoException(
                Errno.EIO, operation, $"the GPU gave up the access at 0x{result.Address:x}: it was reset or has no power")
            {
                Target = vm,
            };
        }
    }
}
