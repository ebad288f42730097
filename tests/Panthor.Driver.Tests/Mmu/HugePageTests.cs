using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Mmu;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

public sealed class HugePageTests
{
    private const ulong Va = 0x4000_0000;

    [Fact]
    public void A_buffer_of_huge_pages_at_an_aligned_address_is_mapped_by_blocks()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(2 * Block);
        Assert.True(lab.Machine.Map(1, buffer, Va, 2 * Block).IsOk);
        Assert.Equal([(Va, 2), (Va + Block, 2)], Leaves(vm));
        Assert.True(lab.Machine.Map(1, buffer, (4 * Va) + Page, 2 * Block).IsOk);
        Assert.Equal(2 + 1024, Leaves(vm).Count);
    }

    [Theory]
    [InlineData(0, 1, 2 * 512 - 1 - 512, 1)]
    [InlineData(100, 3, 509, 1)]
    [InlineData(511, 1, 511, 1)]
    [InlineData(510, 4, 510 + 510, 0)]
    [InlineData(0, 512, 0, 1)]
    public void A_partial_unmap_splits_the_blocks_that_it_touches_and_no_other(
        ulong first, ulong count, int pages, int blocks)
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(2 * Block);
        Assert.True(lab.Machine.Map(1, buffer, Va, 2 * Block).IsOk);
        lab.Activate(vm);
        Dictionary<ulong, ulong> before = Addresses(vm);
        Assert.True(lab.Machine.Unmap(1, Va + (first * Page), count * Page).IsOk);

        List<(ulong Iova, int Level)> leaves = Leaves(vm);
        Assert.Equal(pages, leaves.Count(leaf => leaf.Level == 3));
        Assert.Equal(blocks, leaves.Count(leaf => leaf.Level == 2));
        for (ulong page = 0; page < 1024; page++)
        {
            ulong va = Va + (page * Page);
            bool isGone = page >= first && page < first + count;
            Assert.Equal(isGone ? 0 : before[va], vm.IovaToPhys(va));
        }

        Assert.Empty(lab.TakeFindings());
        Assert.False(vm.IsUnusable);
    }

    [Fact]
    public void A_map_into_a_block_replaces_its_pages_and_keeps_the_rest()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint huge = lab.Machine.NewBuffer(Block);
        uint small = lab.Machine.NewBuffer(2 * Page);
        Assert.True(lab.Machine.Map(1, huge, Va, Block).IsOk);
        ulong first = vm.IovaToPhys(Va);
        Assert.True(lab.Machine.Map(1, small, Va + (7 * Page), 2 * Page).IsOk);
        Assert.Equal(3, vm.MappingCount);
        Assert.Equal(512, Leaves(vm).Count);
        Assert.Equal(first + (6 * Page), vm.IovaToPhys(Va + (6 * Page)));
        Assert.Equal(first + (9 * Page), vm.IovaToPhys(Va + (9 * Page)));
        Assert.NotEqual(first + (7 * Page), vm.IovaToPhys(Va + (7 * Page)));
        Assert.Empty(lab.TakeFindings());
    }

    [Fact]
    public void The_locked_region_is_widened_to_the_block_that_is_taken_apart()
    {
        using var lab = new VmLab();
        PanthorVm vm = lab.NewVm();
        uint buffer = lab.Machine.NewBuffer(Block);
        Assert.True(lab.Machine.Map(1, buffer, Va, Block).IsOk);
        lab.Activate(vm);
        List<(ulong Start, ulong Size)> regions = [];
        lab.Simulation.Events.Listener = record =>
        {
            if (record.Id == MmuEvents.LockRegion)
                regions.Add((record.C, record.D));
        };
        Assert.True(lab.Machine.Unmap(1, Va + (64 * Page), Page).IsOk);
        Assert.Equal([(Va + (64 * Page), 0x8000UL), (Va, Block)], regions);
        Assert.Empty(lab.TakeFindings());
    }

    [Theory]
    [InlineData(0x1000, 0x1000, 0x1000, 1)]
    [InlineData(0x0, 0x200000, 0x200000, 1)]
    [InlineData(0x1ff000, 0x400000, 0x1000, 1)]
    [InlineData(0x200000, 0x3ff000, 0x200000, 1)]
    [InlineData(0x3fe00000, 0x600000, 0x200000, 1)]
    [InlineData(0x40000000, 0x80000000, 0x200000, 512)]
    [InlineData(0x201000, 0x200000, 0x1000, 511)]
    public void A_call_takes_the_largest_page_that_fits_and_ends_with_its_table(
        ulong addr, ulong size, ulong pgsize, ulong count)
    {
        Assert.Equal(pgsize, PanthorVm.GetPgsize(addr, size, out ulong pgcount));
        Assert.Equal(count, pgcount);
    }

    [Theory]
    [InlineData(0x1000, 0x1000, 3, 1)]
    [InlineData(0x0, 0x200000, 3, 0)]
    [InlineData(0x1ff000, 0x2000, 4, 2)]
    [InlineData(0x3ffff000, 0x2000, 5, 2)]
    [InlineData(0x7ffffff000, 0x2000, 6, 2)]
    [InlineData(0x1000, 0x1ff000, 3, 1)]
    [InlineData(0x200000, 0x1000, 3, 1)]
    public void Tables_are_reserved_for_the_worst_case(ulong va, ulong size, int forMap, int forUnmap)
    {
        Assert.Equal(forMap, PanthorVm.WorstCasePageTables(va, size));
        Assert.Equal(forUnmap, PanthorVm.SplitPageTables(va, size));
    }

    private static List<(ulong Iova, int Level)> Leaves(PanthorVm vm)
    {
        var visitor = new LeafList([]);
        vm.VisitPageTable(ref visitor);
        return visitor.Leaves;
    }

    private static Dictionary<ulong, ulong> Addresses(PanthorVm vm)
    {
        Dictionary<ulong, ulong> addresses = [];
        for (ulong va = Va; va < Va + (2 * Block); va += Page)
            addresses.Add(va, vm.IovaToPhys(va));
        return addresses;
    }

    private readonly record struct LeafList(List<(ulong, int)> Leaves) : IPageTableVisitor
    {
        public bool VisitTable(in PageTableEntry entry) => true;

        public bool VisitLeaf(in PageTableEntry entry)
        {
            Leaves.Add((entry.Iova, entry.Level));
            return true;
        }
    }
}
