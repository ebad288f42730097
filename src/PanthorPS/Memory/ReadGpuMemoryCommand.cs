using System.Management.Automation;

namespace PanthorPS;

/// <summary>Reads memory as the GPU does, through the VM's address space.</summary>
/// <remarks>
/// <para>
/// The VM is put on an address space slot of the GPU, and the MMU translates each page with its TLB and the tables in
/// memory. A locked region makes the access wait. An access that the MMU refuses raises a fault like a job's: the
/// driver logs it, and the error GpuPageFault tells the GPU's exception, the address and the kind of access.
/// </para>
/// <para>The values come one by one; -Raw gives them as one array.</para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
/// Read-GpuMemory $vm 0x400000 -Count 16</code>
/// Reads 16 bytes.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
/// Read-GpuMemory $vm 0x400000 -As UInt64</code>
/// Reads one 64-bit number.
/// </example>
/// <seealso cref="WriteGpuMemoryCommand"/>
/// <seealso cref="ResolveGpuAddressCommand"/>
[Cmdlet(VerbsCommunications.Read, "GpuMemory")]
[OutputType(typeof(byte), typeof(uint), typeof(ulong))]
[OutputType(typeof(GpuTask))]
[OutputType(typeof(byte[]), typeof(uint[]), typeof(ulong[]))]
public sealed class ReadGpuMemoryCommand : VmCallCmdlet
{
    private const string Operation = "Read of GPU memory";

    /// <summary>GPU virtual address of the first byte; any alignment.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MappingAddressCompleter))]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>How many bytes; by default one value.</summary>
    [Parameter(Position = 2)]
    [Quantity]
    public ulong Count { get; set; }

    /// <summary>What the bytes are read as; by default bytes.</summary>
    [Parameter]
    public GpuDataType As { get; set; }

    /// <summary>Gives all values as one array instead of one by one.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    private protected override bool ReportsPageFaults => true;

    private protected override void Process()
    {
        GpuVm vm = TargetVm;
        ulong count = IsBound(nameof(Count)) ? Count : (ulong)GpuData.WidthOf(As);
        ReadCount.Check(count, As, Operation);
        byte[] bytes = new byte[count];
        GpuDevice device = vm.Client.Device;
        (ulong address, GpuDataType type, bool raw) = (Address, As, Raw);
        Call(
            AsTask,
            device,
            "gpu",
            () => device.Machine.AccessAsync(vm.Engine, address, bytes, isWrite: false),
            outcome =>
            {
                GpuAccess.Check(outcome, Operation, vm);
                return GpuData.Output(bytes, type, raw);
            },
            gives: true,
            enumerates: !raw);
    }
}
