using System.Management.Automation;

namespace PanthorPS;

/// <summary>Writes memory as the GPU does, through the VM's address space.</summary>
/// <remarks>
/// As Read-GpuMemory, but the pages must be writable: else the error is GpuPageFault with a permission fault. All
/// values of the pipeline are written as one block at the end; the bytes before a fault are written.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
/// Write-GpuMemory $vm 0x400010 -Value 0xcafe -As UInt32
/// Read-GpuMemory $vm 0x400010 -As UInt32</code>
/// Writes a word and reads it back.
/// </example>
/// <seealso cref="ReadGpuMemoryCommand"/>
[Cmdlet(VerbsCommunications.Write, "GpuMemory", SupportsShouldProcess = true)]
[OutputType(typeof(GpuVm))]
[OutputType(typeof(GpuTask))]
public sealed class WriteGpuMemoryCommand : WriteValuesCmdlet
{
    /// <summary>The VM, or its number.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [GpuReference(typeof(GpuVm))]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNull]
    public GpuVm Vm { get; set; } = null!;

    /// <summary>GPU virtual address of the first byte; any alignment.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(MappingAddressCompleter))]
    [Quantity]
    public ulong Address { get; set; }

    private protected override object? DefaultTarget => Vm;

    private protected override bool ReportsPageFaults => true;

    private protected override void Write(byte[] bytes)
    {
        GpuVm vm = Resolve(Vm);
        if (!ShouldProcess(vm.ToString(), $"Write {GpuFormat.Counted(bytes.Length, "byte")} at 0x{Address:x}"))
        {
            return;
        }

        GpuDevice device = vm.Client.Device;
        ulong address = Address;
        Call(
            AsTask,
            device,
            "gpu",
            () => device.Machine.AccessAsync(vm.Engine, address, bytes, isWrite: true),
            outcome =>
            {
                GpuAccess.Check(outcome, "Write of GPU memory", vm);
                return vm;
            },
            PassThru);
    }
}
