using System.Management.Automation;

namespace PanthorPS;

/// <summary>Locks a region of a VM: accesses of the GPU to it wait.</summary>
/// <remarks>
/// <para>
/// The hardware locks a naturally aligned power of two of at least 32 KiB that covers what was asked for. A VM that is on
/// no address space gets the lock in hardware as soon as it is on one.
/// </para>
/// <para>
/// The lock stays until Unlock-GpuRegion or the end of the VM. What VM_BIND does meanwhile becomes visible to the GPU all
/// at once; where it reaches beyond the region, the region is widened.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; $b = New-GpuBuffer 16KB; Invoke-VmBind $vm $b 0x400000
/// Lock-GpuRegion $vm 0x401000 4KB
/// $read = Read-GpuMemory $vm 0x401000 -AsTask | Wait-GpuTask -Timeout 1ms
/// $read.State; Unlock-GpuRegion $vm; ($read | Wait-GpuTask).State</code>
/// A read waits for the lock and ends after it.
/// </example>
/// <seealso cref="UnlockGpuRegionCommand"/>
/// <seealso cref="GetGpuAddressSpaceCommand"/>
[Cmdlet(VerbsCommon.Lock, "GpuRegion", SupportsShouldProcess = true)]
[OutputType(typeof(GpuRegionLock))]
[OutputType(typeof(GpuTask))]
public sealed class LockGpuRegionCommand : VmCallCmdlet
{
    /// <summary>First address.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MappingAddressCompleter))]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>Bytes.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Quantity]
    public ulong Size { get; set; }

    private protected override void Process()
    {
        GpuVm vm = TargetVm;
        if (!ShouldProcess($"{vm} of {vm.Client}", $"lock {new GpuRegion(Address, Size)}"))
        {
            return;
        }

        (ulong address, ulong length) = (Address, Size);
        Call(
            vm.Client,
            () => vm.Engine.LockRegionByHandAsync(address, length),
            result =>
            {
                (ulong start, ulong size) = Check(result, "Lock of a region", vm);
                return new GpuRegionLock(vm, start, size, address, length);
            });
    }
}
