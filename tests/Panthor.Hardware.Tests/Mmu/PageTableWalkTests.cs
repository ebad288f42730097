using System;
using System.Linq;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

public sealed class PageTableWalkTests : IDisposable
{
    private const ulong PageVa = 0x40_0000;
    private const ulong HighVa = 0x7fff_ffe3_f000;
    private const ulong BlockVa = 0x4000_0000;

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    // reference/pte-golden.md, with an address of our RAM in the place of the reference's.
    [Theory]
    [InlineData(0x0000000100000f47UL, true, true)]
    [InlineData(0x0000000100000fc7UL, false, true)]
    [InlineData(0x0060000100000f47UL, true, false)]
    [InlineData(0x0060000100000fc7UL, false, false)]
    [InlineData(0x0000000100000e43UL, true, true)]
    [InlineData(0x0000000100000ec3UL, false, true)]
    [InlineData(0x0060000100000e43UL, true, false)]
    [InlineData(0x0060000100000ec3UL, false, false)]
    public void Golden_pages_are_walked_and_allow_what_their_flags_say(ulong golden, bool write, bool execute)
    {
        ulong page = _lab.AllocatePage();
        ulong raw = (golden & ~0x0000_ffff_ffff_f000UL) | page;
        _lab.SetLeaf(PageVa, raw);
        _lab.SetLeaf(HighVa, raw);
        _lab.Enable();
        foreach (ulong va in new[] { PageVa, HighVa })
        {
            Assert.Equal(page + 0x123, _lab.PhysicalOf(va + 0x123));
            AssertAllowed(va, AccessKind.Write, write, GpuException.PERM_FAULT_3);
            AssertAllowed(va, AccessKind.Atomic, write, GpuException.PERM_FAULT_3);
            AssertAllowed(va, AccessKind.Execute, execute, GpuException.PERM_FAULT_3);
        }
    }

    [Theory]
    [InlineData(0x0000000140000f45UL, true, true)]
    [InlineData(0x0000000140000fc5UL, false, true)]
    [InlineData(0x0060000140000f45UL, true, false)]
    [InlineData(0x0060000140000fc5UL, false, false)]
    [InlineData(0x0000000140000e41UL, true, true)]
    [InlineData(0x0000000140000ec1UL, false, true)]
    [InlineData(0x0060000140000e41UL, true, false)]
    [InlineData(0x0060000140000ec1UL, false, false)]
    public void Golden_blocks_are_walked_and_allow_what_their_flags_say(ulong golden, bool write, bool execute)
    {
        ulong page = _lab.AllocateHugePage();
        _lab.SetLeaf(BlockVa, (golden & ~0x0000_ffff_ffff_f000UL) | page, level: 2);
        _lab.Enable();
        Assert.Equal(page + 0x1f_0042, _lab.PhysicalOf(BlockVa + 0x1f_0042));
        AssertAllowed(BlockVa, AccessKind.Write, write, GpuException.PERM_FAULT_2);
        AssertAllowed(BlockVa, AccessKind.Execute, execute, GpuException.PERM_FAULT_2);
    }

    [Theory]
    [InlineData(0x3UL)]
    [InlineData(0x0080_0000_0000_0003UL)]
    public void Table_descriptors_of_both_kinds_lead_on(ulong tableBits)
    {
        ulong page = _lab.AllocatePage();
        _lab.MapPage(PageVa, page);
        for (int level = 1; level <= 3; level++)
        {
            ulong entry = _lab.TableOf(PageVa, level - 1) + ((PageVa >> (48 - (9 * level))) & 511) * 8;
            _lab.Write64(entry, _lab.TableOf(PageVa, level) | tableBits);
        }

        _lab.Enable();
        Assert.Equal(page, _lab.PhysicalOf(PageVa));
    }

    [Fact]
    public void A_walk_tells_its_steps()
    {
        ulong page = _lab.AllocatePage();
        ulong entry = _lab.MapPage(HighVa, page);
        _lab.Enable();
        PageWalk walk = _lab.Board.AddressSpaceView(1).Walk(HighVa + 8);
        Assert.True(walk.Succeeded);
        Assert.Equal(page + 8, walk.PhysicalAddress);
        Assert.Equal(4096UL, walk.PageSize);
        Assert.Equal([0, 1, 2, 3], walk.Steps.Select(static step => step.Level));
        Assert.Equal([255, 511, 511, 63], walk.Steps.Select(static step => step.Index));
        Assert.Equal(_lab.Root, walk.Steps[0].TableAddress);
        Assert.Equal(entry, walk.Steps[3].DescriptorAddress);
        Assert.Equal(_lab.Read64(entry), walk.Leaf.Raw);
        Assert.Equal("RWX attr1", walk.Leaf.DescribeLeaf());
    }

    [Theory]
    [InlineData(0, GpuException.TRANSLATION_FAULT_0)]
    [InlineData(1, GpuException.TRANSLATION_FAULT_1)]
    [InlineData(2, GpuException.TRANSLATION_FAULT_2)]
    [InlineData(3, GpuException.TRANSLATION_FAULT_3)]
    public void A_walk_that_stops_names_the_level(int level, GpuException exception)
    {
        _lab.SetLeaf(PageVa, 0, level);
        PageWalk walk = PageTableReader.Walk(_lab.Memory, _lab.Root, PageVa);
        Assert.False(walk.Succeeded);
        Assert.Equal(exception, walk.Exception);
        Assert.Equal(level, walk.Level);
        Assert.Equal(level + 1, walk.Steps.Count);
        Assert.Equal(0UL, walk.PhysicalAddress);
        Assert.Equal(0UL, walk.PageSize);
        Assert.Empty(_lab.Simulation.Findings);
    }

    [Fact]
    public void Narrow_address_spaces_start_at_a_lower_level()
    {
        ulong page = _lab.AllocatePage();
        _lab.MapPage(PageVa, page);
        ulong levelOne = _lab.TableOf(PageVa, 1);
        ulong transCfg = (Lab.TransCfg & ~(0x1fUL << 6)) | AS_TRANSCFG_INA_BITS(55 - 39);
        _lab.Enable(transCfg: transCfg, transTab: levelOne);
        Assert.Equal(page, _lab.PhysicalOf(PageVa));
        Assert.Equal(1, _lab.Board.AddressSpaceView(1).Walk(PageVa).Steps[0].Level);
        Assert.Equal(GpuException.ADDR_SIZE_FAULT_IN, _lab.Touch(1UL << 39).Exception);
    }

    [Fact]
    public void A_gigabyte_block_translates_each_of_its_parts()
    {
        ulong first = _lab.Memory.Base & ~0x3fff_ffffUL;
        ulong page = _lab.AllocateHugePage();
        _lab.SetLeaf(0x8000_0000, first | Lab.ReadWrite | 1, level: 1);
        _lab.Enable();
        ulong va = 0x8000_0000 + (page - first) + 0x12345;
        Assert.Equal(page + 0x12345, _lab.PhysicalOf(va));
        Assert.Equal(1UL << 30, _lab.Board.AddressSpaceView(1).Walk(va).PageSize);
        Assert.Equal(1, _lab.Board.AddressSpaceView(1).Tlb.Entries2M);
    }

    [Fact]
    public void Identity_mode_passes_addresses_through()
    {
        ulong page = _lab.AllocatePage();
        _lab.Enable(transCfg: AS_TRANSCFG_ADRMODE_IDENTITY);
        Assert.Equal(page + 5, _lab.PhysicalOf(page + 5));
        Assert.Equal(TranslateStatus.Ok, _lab.Touch(page, AccessKind.Execute).Status);
        Assert.Equal(GpuException.ADDR_SIZE_FAULT_IN, _lab.Touch(1UL << 40).Exception);
    }

    [Theory]
    [InlineData(0UL, "RWX attr1")]
    [InlineData(Lab.ReadOnlyBit, "R-X attr1")]
    [InlineData(Lab.NoExecute, "RW- attr1")]
    [InlineData(Lab.NoExecute | Lab.ReadOnlyBit, "R-- attr1")]
    public void A_leaf_describes_itself(ulong bits, string description) =>
        Assert.Equal(description, new PageDescriptor(Lab.ReadWrite | bits | 3).DescribeLeaf());

    private void AssertAllowed(ulong va, AccessKind kind, bool allowed, GpuException denial)
    {
        GpuAccessResult result = _lab.Touch(va, kind);
        Assert.Equal(allowed ? TranslateStatus.Ok : TranslateStatus.Fault, result.Status);
        if (allowed)
            return;

        Assert.Equal(denial, result.Exception);
        _lab.Command(AS_COMMAND_UPDATE);
    }
}
