using System;
using System.Management.Automation;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.IoPgtable;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Walks the page table of a VM for an address, as the GPU's MMU does, and tells where it leads.</summary>
/// <remarks>
/// The walk reads the tables in memory; it uses no cached translation and raises no fault. If it ends without a page,
/// the error is EFAULT and names the level at which it stopped.
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 16KB) 0x400000
/// Resolve-GpuAddress $vm 0x401234</code>
/// Shows the physical address behind a GPU address, and which byte of which buffer it is.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 16KB) 0x400000
/// Get-GpuVm | Get-GpuMapping | Resolve-GpuAddress</code>
/// Resolves the first address of every mapping of every VM.
/// </example>
/// <seealso cref="GetGpuPageTableCommand"/>
/// <seealso cref="ReadGpuMemoryCommand"/>
[Cmdlet(VerbsDiagnostic.Resolve, "GpuAddress")]
[OutputType(typeof(GpuTranslation))]
public sealed class ResolveGpuAddressCommand : ClientCmdlet
{
    private const int Levels = 4;

    /// <summary>The VM, or its number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [GpuReference(typeof(GpuVm))]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNull]
    public GpuVm Vm { get; set; } = null!;

    /// <summary>The GPU virtual addresses.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MappingAddressCompleter))]
    [Quantity]
    public ulong Address { get; set; }

    private protected override object? DefaultTarget => Address;

    private protected override void Process() => WriteObject(Translate(Resolve(Vm)));

    private GpuTranslation Translate(GpuVm vm)
    {
        int bits = vm.Client.Device.Machine.Device.Mmu.VaBits;
        if (Address >> bits != 0)
        {
            throw new ErrnoException(
                Errno.EFAULT, "Page table walk", $"0x{Address:x} is beyond the {bits} bits of {vm}'s addresses");
        }

        Span<PageTableEntry> steps = stackalloc PageTableEntry[Levels];
        int count = vm.Engine.WalkPageTable(Address, steps);
        PageTableEntry last = count == 0 ? default : steps[count - 1];
        if (count == 0 || !last.IsLeaf)
        {
            throw new ErrnoException(
                Errno.EFAULT,
                "Page table walk",
                $"0x{Address:x} is not mapped in {vm}: the walk stopped at level {last.Level}, " +
                $"entry {last.Index} = {GpuFormat.Raw(last.Raw)}");
        }

        GpuVa? mapping = vm.Engine.FindFirst(Address, 1);
        GpuBuffer? buffer = mapping?.Obj is { } shown ? vm.Client.BufferOf(shown) : null;
        return new GpuTranslation(
            Address,
            last.Address + (Address - last.Iova),
            last.Size,
            last.Level,
            last.Raw,
            buffer,
            buffer is null ? 0 : mapping!.Offset + (Address - mapping.Addr),
            vm);
    }
}
