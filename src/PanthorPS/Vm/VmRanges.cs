using System;
using System.Collections.Generic;
using Panthor.Driver.Gpuvm;

namespace PanthorPS;

/// <summary>Goes through a VM's address space in the order of the addresses, while others may change it.</summary>
internal static class VmRanges
{
    /// <summary>The mappings that meet a range, each looked up when the one before it has been used.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="start">First address.</param>
    /// <param name="end">First address after the range.</param>
    public static IEnumerable<GpuVa> Mappings(GpuVm vm, ulong start, ulong end)
    {
        ulong limit = Math.Min(end, EndOf(vm));
        ulong next = Math.Max(start, vm.Engine.MmStart);
        while (next < limit && vm.State != GpuVmState.Destroyed
            && vm.Engine.FindFirst(next, limit - next) is { } found)
        {
            next = found.Addr + found.Range;
            yield return found;
        }
    }

    /// <summary>The first address after the address space of a VM, the kernel's part included.</summary>
    public static ulong EndOf(GpuVm vm) => vm.Engine.MmStart + vm.Engine.MmRange;
}
