using System;
using System.Collections.Generic;

namespace Panthor.Hardware;

/// <summary>Reads page tables for people: one walk with its steps, or all entries of a range.</summary>
public static class PageTableReader
{
    private const int EntriesPerTable = 512;

    /// <summary>Walks a table that is not (or not yet) in force in an address space.</summary>
    /// <param name="memory">The RAM that holds it.</param>
    /// <param name="root">Physical address of the root table.</param>
    /// <param name="address">The virtual address.</param>
    /// <param name="vaBits">Width of a virtual address.</param>
    /// <param name="paBits">Width of a physical address.</param>
    public static PageWalk Walk(PhysicalMemory memory, ulong root, ulong address, int vaBits = 48, int paBits = 40) =>
        Walk(memory, RegimeOf(root, vaBits, paBits), address);

    /// <summary>Enumerates the valid entries of a range in the order of their addresses.</summary>
    /// <param name="memory">The RAM that holds the tables.</param>
    /// <param name="root">Physical address of the root table (level 0).</param>
    /// <param name="start">First virtual address.</param>
    /// <param name="size">Bytes; entries that overlap the range are listed whole.</param>
    /// <param name="tables">List the entries that point to tables too, each before its contents.</param>
    public static IEnumerable<PageTableEntry> Entries(
        PhysicalMemory memory, ulong root, ulong start, ulong size, bool tables = false)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return size == 0 ? [] : Entries(memory, root, 0, 0, start, checked(start + size - 1), tables);
    }

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

    private static IEnumerable<PageTableEntry> Entries(
        PhysicalMemory memory, ulong table, int level, ulong tableStart, ulong first, ulong last, bool tables)
    {
        ulong size = SizeAt(level);
        int from = first <= tableStart ? 0 : (int)Math.Min((first - tableStart) / size, EntriesPerTable);
        for (int index = from; index < EntriesPerTable; index++)
        {
            ulong address = tableStart + ((ulong)index * size);
            if (address > last)
                yield break;

            ulong descriptorAddress = table + ((ulong)index * 8);
            if (!memory.IsAllocated(descriptorAddress))
                yield break;

            var descriptor = new PageDescriptor(memory.ReadUInt64(descriptorAddress));
            bool isTable = descriptor.IsTable(level);
            if (!isTable && !descriptor.IsLeaf(level))
                continue;

            if (!isTable || tables)
                yield return new PageTableEntry(address, size, level, descriptorAddress, descriptor);

            if (!isTable)
                continue;

            foreach (PageTableEntry entry in Entries(
                memory, descriptor.Address, level + 1, address, first, last, tables))
            {
                yield return entry;
            }
        }
    }
}
