using System;
using System.Collections.Generic;
using Panthor.Driver.IoPgtable;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.IoPgtable;

/// <summary>A page table by itself over a small memory, with the warnings that it gave.</summary>
internal sealed unsafe class TestTables : IDisposable
{
    public const ulong Page = ArmLpae.SZ_4K;
    public const ulong Block = ArmLpae.SZ_2M;
    public const IommuProt ReadWrite = IommuProt.Read | IommuProt.Write | IommuProt.Cache;

    private readonly Simulation _simulation = new();
    private readonly PhysicalMemory _memory;

    public TestTables(int ias = 48, int oas = 48, bool coherent = true, int pages = 512)
    {
        _memory = new PhysicalMemory(_simulation, pages * (long)Page);
        byte* start = _memory.Pointer(_memory.Base);
        ArmLpaeS1<Host>? table =
            ArmLpaeS1.Create(new IoPgtableConfig(ias, oas, coherent), start, _memory.Base, new Host(this));
        Assert.NotNull(table);
        Table = table;
    }

    public ArmLpaeS1<Host> Table { get; }

    public List<string> Warnings { get; } = [];

    /// <summary>Pages in use.</summary>
    public long Pages => _memory.CountOf(PageUse.PageTable);

    public Errno Map(ulong iova, ulong paddr, ulong pgsize, ulong count = 1, IommuProt prot = ReadWrite) =>
        Table.MapPages(iova, paddr, pgsize, count, prot, out _);

    /// <summary>The entry at which a walk ends.</summary>
    public PageTableEntry Walk(ulong iova)
    {
        Span<PageTableEntry> steps = stackalloc PageTableEntry[4];
        return steps[Table.Walk(iova, steps) - 1];
    }

    /// <summary>All leaves: address, descriptor and level.</summary>
    public List<(ulong Iova, ulong Raw, int Level)> Leaves(ulong start = 0, ulong end = ulong.MaxValue)
    {
        var visitor = new LeafList([]);
        Table.Visit(ref visitor, start, end);
        return visitor.Leaves;
    }

    public void Dispose()
    {
        Table.FreePgtable();
        Assert.Equal(0, Pages);
        Assert.Empty(_simulation.Findings);
        _memory.Dispose();
        _simulation.Dispose();
    }

    internal readonly struct Host(TestTables owner) : IPageTableHost
    {
        public bool TryAllocateRoot(out ulong pa) => TryAllocateTable(out pa);

        public bool TryAllocateTable(out ulong pa) => owner._memory.TryAllocate(0, PageUse.PageTable, true, out pa);

        public void FreeRoot(ulong pa) => owner._memory.Free(pa, 0);

        public void FreeTable(ulong pa) => owner._memory.Free(pa, 0);

        public void Warn(string what) => owner.Warnings.Add(what);

        public void WarnOnce(string what) => owner.Warnings.Add(what);
    }

    private readonly record struct LeafList(List<(ulong, ulong, int)> Leaves) : IPageTableVisitor
    {
        public bool VisitTable(in PageTableEntry entry) => true;

        public bool VisitLeaf(in PageTableEntry entry)
        {
            Leaves.Add((entry.Iova, entry.Raw, entry.Level));
            return true;
        }
    }
}
