using Panthor.Driver.Device;
using Panthor.Hardware;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>How the accesses of a GPU end, for the cmdlets that make them.</summary>
internal static class GpuAccess
{
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
                Errno.EIO,
                operation,
                $"the GPU gave up the access at 0x{result.Address:x}: it was reset or has no power")
            {
                Target = vm,
            };
        }
    }
}
