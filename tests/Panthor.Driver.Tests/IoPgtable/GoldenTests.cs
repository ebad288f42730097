using System;
using Panthor.Driver.IoPgtable;
using Panthor.Driver.Mmu;
using Xunit;

namespace Panthor.Driver.Tests.IoPgtable;

/// <summary>The values that Linux 7.2 writes (reference/pte-golden.md).</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData(0x0, 0x7, 0x0000000100000f47, 0x00000012345abf47, 0x0000000140000f45, 0x000000fe7ea00f45)]
    [InlineData(0x1, 0x5, 0x0000000100000fc7, 0x00000012345abfc7, 0x0000000140000fc5, 0x000000fe7ea00fc5)]
    [InlineData(0x2, 0xf, 0x0060000100000f47, 0x00600012345abf47, 0x0060000140000f45, 0x006000fe7ea00f45)]
    [InlineData(0x3, 0xd, 0x0060000100000fc7, 0x00600012345abfc7, 0x0060000140000fc5, 0x006000fe7ea00fc5)]
    [InlineData(0x4, 0x3, 0x0000000100000e43, 0x00000012345abe43, 0x0000000140000e41, 0x000000fe7ea00e41)]
    [InlineData(0x5, 0x1, 0x0000000100000ec3, 0x00000012345abec3, 0x0000000140000ec1, 0x000000fe7ea00ec1)]
    [InlineData(0x6, 0xb, 0x0060000100000e43, 0x00600012345abe43, 0x0060000140000e41, 0x006000fe7ea00e41)]
    [InlineData(0x7, 0x9, 0x0060000100000ec3, 0x00600012345abec3, 0x0060000140000ec1, 0x006000fe7ea00ec1)]
    public void Leaves_are_bit_for_bit_those_of_Linux(
        uint bindFlags, int prot, ulong lowPage, ulong highPage, ulong lowBlock, ulong highBlock)
    {
        IommuProt derived = PanthorVm.FlagsToProt(bindFlags);
        Assert.Equal((IommuProt)prot, derived);
        foreach ((int oas, bool coherent) in new[] { (40, true), (48, true), (40, false), (48, false) })
        {
            using var tables = new TestTables(48, oas, coherent);
            tables.Map(0x0000_0040_0000, 0x01_0000_0000, TestTables.Page, 1, derived);
            tables.Map(0x7fff_ffe3_f000, 0x12_345a_b000, TestTables.Page, 1, derived);
            tables.Map(0x0000_4000_0000, 0x01_4000_0000, TestTables.Block, 1, derived);
            tables.Map(0x7ffe_0020_0000, 0xfe_7ea0_0000, TestTables.Block, 1, derived);
            Assert.Equal(lowPage, tables.Walk(0x0000_0040_0000).Raw);
            Assert.Equal(highPage, tables.Walk(0x7fff_ffe3_f000).Raw);
            Assert.Equal(lowBlock, tables.Walk(0x0000_4000_0000).Raw);
            Assert.Equal(highBlock, tables.Walk(0x7ffe_0020_0000).Raw);
        }
    }

    [Theory]
    [InlineData(true, 0x3)]
    [InlineData(false, 0x0080_0000_0000_0003)]
    public void Table_descriptors_carry_the_sync_bit_without_coherency(bool coherent, ulong bits)
    {
        using var tables = new TestTables(48, 40, coherent);
        tables.Map(0x40_0000, 0x1_0000_0000, TestTables.Page);
        Span<PageTableEntry> steps = stackalloc PageTableEntry[4];
        Assert.Equal(4, tables.Table.Walk(0x40_0000, steps));
        Assert.Equal(tables.Table.Ttbr, steps[0].TableAddress);
        Assert.Equal(0UL, tables.Table.Ttbr % TestTables.Page);
        for (int level = 0; level < 3; level++)
        {
            Assert.True(steps[level].IsTable);
            Assert.Equal(bits, steps[level].Raw & ~ArmLpae.PTE_ADDR_MASK);
            Assert.Equal(steps[level + 1].TableAddress, steps[level].Address);
        }
    }

    [Theory]
    [InlineData(false, 40, 2, 0, 2, 0x8f8f8f8f8c4c8f4c)]
    [InlineData(false, 48, 2, 0, 5, 0x8f8f8f8f8c4c8f4c)]
    [InlineData(true, 40, 3, 1, 2, 0x9f9f9f9f9c4c9f4c)]
    [InlineData(true, 48, 3, 1, 5, 0x9f9f9f9f9c4c9f4c)]
    public void Attributes_and_control_values_are_those_of_Linux(
        bool coherent, int oas, int sh, int rgn, int ips, ulong memattr)
    {
        using var tables = new TestTables(48, oas, coherent);
        Assert.Equal(0xffff_ffff_f404_ff44, tables.Table.Mair);
        Assert.Equal(memattr, PanthorVm.MairToMemattr(tables.Table.Mair, coherent));
        Assert.Equal((sh, rgn, ips, 16), tables.Table.Config.Tcr());
    }

    [Theory]
    [InlineData(48, 0)]
    [InlineData(39, 1)]
    [InlineData(33, 1)]
    [InlineData(30, 2)]
    [InlineData(64, 0)]
    public void A_walk_starts_at_the_level_that_the_address_width_asks_for(int ias, int level)
    {
        using var tables = new TestTables(ias);
        Assert.Equal(level, tables.Table.StartLevel);
        ulong last = (1UL << Math.Min(ias, 48)) - TestTables.Page;
        Assert.Equal(Panthor.Kernel.Errno.None, tables.Map(last, 0x1_0000_0000, TestTables.Page));
        Assert.Equal(0x1_0000_0000UL, tables.Table.IovaToPhys(last));
        Assert.Equal([(last, 0x1_0000_0f47UL, 3)], tables.Leaves());
        Assert.Equal(4 - level, (int)tables.Pages);
    }

    [Fact]
    public void An_output_size_that_the_control_register_cannot_say_is_refused()
    {
        foreach (int oas in new[] { 32, 36, 40, 41, 42, 43, 44, 48, 52 })
        {
            bool valid = oas is 32 or 36 or 40 or 42 or 44 or 48 or 52;
            Assert.Equal(valid, new IoPgtableConfig(48, oas, true).HasValidOutputSize);
        }

        Assert.Equal(48, new IoPgtableConfig(52, 52, true).Restrict().Oas);
    }
}
