using System;
using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;

namespace PanthorPS;

/// <summary>Draws the address space of a VM: every mapping and every hole, from the lowest address up.</summary>
/// <remarks>
/// <para>
/// One line for each range: where it is, how large, what it shows, what the GPU may do with it, and a picture of what
/// the page table has for it: blocks of 2 MiB, pages of 4 KiB, or nothing where the pages were taken away. The part of the
/// address space that the kernel keeps for itself comes last.
/// </para>
/// <para>
/// Lines are objects: they can be filtered, and bind to Resolve-GpuAddress and Get-GpuPageTable. They are snapshots.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 4MB -Label texture) 0x400000
/// Invoke-VmBind $vm -Unmap -Address 0x480000 -Size 64KB
/// Format-GpuVm $vm</code>
/// Shows a buffer with a hole in its first block, which is split into pages, and a second block that is whole.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 64KB) 0x400000
/// Format-GpuVm $vm -Address 4MB -Size 1MB | Where-Object Kind -ne Hole | Resolve-GpuAddress</code>
/// Looks at a part, and resolves where its mappings begin.
/// </example>
/// <seealso cref="GetGpuMappingCommand"/>
/// <seealso cref="GetGpuPageTableCommand"/>
[Cmdlet(VerbsCommon.Format, "GpuVm")]
[OutputType(typeof(GpuVmRange))]
public sealed class FormatGpuVmCommand : VmCmdlet
{
    /// <summary>First address of the part to show; by default 0.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MappingAddressCompleter))]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>Bytes of the part to show; by default all to the end of the address space.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Quantity]
    public ulong Size { get; set; } = ulong.MaxValue;

    private protected override void Process()
    {
        GpuVm vm = TargetVm;
        ulong end = Math.Min(VmRanges.EndOf(vm), Size > ulong.MaxValue - Address ? ulong.MaxValue : Address + Size);
        ulong next = Address;
        var buffers = new Dictionary<DrmGemObject, GpuBuffer?>(ReferenceEqualityComparer.Instance);
        foreach (GpuVa va in VmRanges.Mappings(vm, Address, end))
        {
            WriteHole(vm, next, va.Addr);
            WriteObject(Describe(GetGpuMappingCommand.Describe(va, vm, buffers)));
            next = va.Addr + va.Range;
        }

        WriteHole(vm, next, end);
    }

    private static GpuVmRange Describe(GpuMapping mapping)
    {
        var picture = new RangePicture(mapping.Address, mapping.Size);
        if (!mapping.IsEvicted)
        {
            mapping.Vm.Engine.VisitPageTable(ref picture, mapping.Address, mapping.End);
        }

        return new GpuVmRange(
            mapping.Address,
            mapping.Size,
            mapping.IsSparse ? GpuVmRangeKind.Sparse : GpuVmRangeKind.Buffer,
            mapping.Flags,
            mapping.Buffer,
            mapping.Offset,
            mapping.IsKernel,
            mapping.IsEvicted,
            picture.HugePages,
            picture.SmallPages,
            picture.ToString(),
            mapping.Vm);
    }

    // A hole ends where the kernel's part begins: what is free there is not free for the user.
    private void WriteHole(GpuVm vm, ulong start, ulong end)
    {
        ulong kernel = vm.UserVaRange;
        if (start < kernel && end > kernel)
        {
            WriteHole(vm, start, kernel);
            start = kernel;
        }

        if (start < end)
        {
            bool isKernel = start >= kernel;
            WriteObject(new GpuVmRange(
                start, end - start, GpuVmRangeKind.Hole, GpuMapFlags.None, null, 0, isKernel, false, 0, 0, "", vm));
        }
    }
}
