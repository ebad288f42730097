using System;
using System.Collections.Generic;

namespace Panthor.Hardware;

/// <summary>Walks page tables for people, telling each step, as the hardware would walk them.</summary>
public static class PageTableReader
{
    /// <summary>Walks a table that is not (or not yet) in force in an address space.</summary>
    /// <param name="memory">The RAM that holds it.</param>
    /// <param name="root">Physical address of the root table.</param>
    /// <param name="address">The virtual address.</param>
    /// <param name="vaBits">Width of a virtual address.</param>
    /// <param name="paBits">Width of a physical address.</param>
    public static PageWalk Walk(PhysicalMemory memory, ulong root, ulong address, int vaBits = 48, int paBits = 40) =>
        Walk(memory, RegimeOf(root, vaBits, paBits), address);

    internal static PageWalk Walk(PhysicalMemory memory, TranslationRegime regime, ulong address)
    {
        ArgumentNullException.ThrowIfNull(memory);
        List<PageWalkStep> steps = [];
        var walker = new PageTableWalker(memory, in regime, steps);
        GpuException exception = walker.Walk(address, out Translation found);
        if (exception == GpuException.OK && !found.Rights.Allow(AccessKind.Read))
            exception = GpuException.PERM_FAULT_0 + found.Level;

        bool isLeaf = found.SizeShift != 0;
        ulong offset = isLeaf ? address & ((1UL << found.SizeShift) - 1) : 0;
        ulong leafSize = steps.Count == 0 ? PhysicalMemory.PageSize : SizeAt(walker.Level);
        ulong pageSize = isLeaf ? leafSize : 0;
        return new PageWalk(
            address, isLeaf ? found.PhysicalBase + offset : 0, exception, walker.Level, pageSize, steps);
    }

    private static TranslationRegime RegimeOf(ulong root, int vaBits, int paBits) => new(
        root,
        0,
        GpuRegisters.AS_TRANSCFG_ADRMODE_AARCH64_4K | GpuRegisters.AS_TRANSCFG_INA_BITS((ulong)(55 - vaBits)),
        paBits);

    private static ulong SizeAt(int level) => 1UL << (39 - (9 * level));
}
