using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Mmu;

namespace PanthorPS;

/// <summary>Lists the mappings of a VM: which addresses show which part of which buffer.</summary>
/// <remarks>In the order of the addresses. The objects are snapshots.</remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 64KB) 0x400000
/// $vm | Get-GpuMapping</code>
/// Lists all mappings of a VM.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm; Invoke-VmBind $vm (New-GpuBuffer 64KB) 0x400000
/// Get-GpuMapping $vm -Address 0x401234</code>
/// Shows the mapping that an address belongs to.
/// </example>
/// <seealso cref="InvokeVmBindCommand"/>
/// <seealso cref="ResolveGpuAddressCommand"/>
[Cmdlet(VerbsCommon.Get, "GpuMapping")]
[OutputType(typeof(GpuMapping))]
public sealed class GetGpuMappingCommand : VmCmdlet
{
    private const uint Sparse = Panthor.Driver.Uapi.PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE;
    private const GpuMapFlags Known = GpuMapFlags.ReadOnly | GpuMapFlags.NoExecute | GpuMapFlags.Uncached;

    /// <summary>Only the mapping that this address belongs to, if there is one.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(MappingAddressCompleter))]
    [Quantity]
    public ulong Address { get; set; }

    private protected override void Process()
    {
        GpuVm vm = TargetVm;
        if (IsBound(nameof(Address)))
        {
            if (vm.Engine.FindFirst(Address, 1) is { Obj: not null } found)
            {
                WriteObject(Describe(found, vm, []));
            }

            return;
        }

        // One by one from where the last ended: the next command of the pipeline may change the VM.
        var buffers = new Dictionary<DrmGemObject, GpuBuffer?>(ReferenceEqualityComparer.Instance);
        foreach (GpuVa va in VmRanges.Mappings(vm, 0, ulong.MaxValue))
        {
            WriteObject(Describe(va, vm, buffers));
        }
    }

    internal static GpuMapping Describe(GpuVa va, GpuVm vm, Dictionary<DrmGemObject, GpuBuffer?> known)
    {
        GpuBuffer? buffer = null;
        if (va.Obj is { } shown && !known.TryGetValue(shown, out buffer))
        {
            buffer = vm.Client.BufferOf(shown);
            known.Add(shown, buffer);
        }

        var vma = va as PanthorVma;
        uint flags = vma?.Flags ?? 0;
        return new GpuMapping(
            va.Addr,
            va.Range,
            buffer,
            va.Offset,
            (GpuMapFlags)flags & Known,
            (flags & Sparse) != 0,
            vma?.Evicted ?? false,
            va.Addr >= vm.UserVaRange,
            vm);
    }
}
