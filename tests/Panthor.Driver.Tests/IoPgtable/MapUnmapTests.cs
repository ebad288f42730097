using System.Collections.Generic;
using Panthor.Driver.IoPgtable;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.IoPgtable.TestTables;

namespace Panthor.Driver.Tests.IoPgtable;

public sealed class MapUnmapTests
{
    private const ulong Va = 1UL << 40;
    private const ulong Pa = 0x1_0000_0000;

    [Fact]
    public void Addresses_beyond_the_sizes_are_ERANGE()
    {
        using var tables = new TestTables(48, 40);
        Assert.Equal(Errno.ERANGE, tables.Map(0, 1UL << 40, Page));
        Assert.Equal(Errno.ERANGE, tables.Map(1UL << 48, Pa, Page));
        Assert.Equal(Errno.ERANGE, tables.Map(0xffff_8000_0000_0000, Pa, Page));
        Assert.Equal(3, tables.Warnings.Count);
        Assert.Equal(1, tables.Pages);
    }

    [Fact]
    public void Access_rights_and_page_size_are_checked()
    {
        using var tables = new TestTables();
        Assert.Equal(Errno.EINVAL, tables.Map(Va, Pa, Page, 1, IommuProt.Cache | IommuProt.NoExec));
        Assert.Empty(tables.Warnings);
        Assert.Equal(Errno.EINVAL, tables.Map(Va, Pa, 0x10000));
        Assert.Equal(0UL, tables.Table.UnmapPages(Va, 0x10000, 1));
        Assert.Equal(0UL, tables.Table.UnmapPages(Va, Page, 0));
        Assert.Equal(0UL, tables.Table.UnmapPages(1UL << 48, Page, 1));
        Assert.Equal(4, tables.Warnings.Count);
    }

    [Fact]
    public void A_live_page_refuses_another_one()
    {
        using var tables = new TestTables();
        tables.Map(Va, Pa, Page);
        Assert.Equal(Errno.EEXIST, tables.Map(Va, Pa + Page, Page));
        Assert.Equal(Pa, tables.Table.IovaToPhys(Va));
        Assert.Single(tables.Warnings);
    }

    [Fact]
    public void A_live_page_in_the_middle_refuses_the_whole_run_and_nothing_is_written()
    {
        using var tables = new TestTables();
        tables.Map(Va + (20 * Page), Pa, Page);
        Assert.Equal(Errno.EEXIST, tables.Table.MapPages(Va, Pa, Page, 40, ReadWrite, out ulong mapped));
        Assert.Equal(0UL, mapped);
        Assert.Single(tables.Leaves());
    }

    [Fact]
    public void A_block_takes_the_place_of_a_table_of_live_pages()
    {
        using var tables = new TestTables();
        tables.Map(Va, Pa, Page, 512);
        Assert.Equal(4, tables.Pages);
        Assert.Equal(Errno.None, tables.Map(Va, Pa + Block, Block));
        Assert.Equal(3, tables.Pages);
        Assert.Equal(Pa + Block + 0x123456, tables.Table.IovaToPhys(Va + 0x123456));
        Assert.Empty(tables.Warnings);
    }

    [Fact]
    public void A_live_block_refuses_pages_and_blocks()
    {
        using var tables = new TestTables();
        tables.Map(Va, Pa, Block);
        Assert.Equal(Errno.EEXIST, tables.Map(Va, Pa, Page));
        Assert.Equal(Errno.EEXIST, tables.Map(Va, Pa, Block));
        Assert.Equal(2, tables.Warnings.Count);
    }

    [Fact]
    public void A_part_of_a_block_cannot_be_unmapped()
    {
        using var tables = new TestTables();
        tables.Map(Va, Pa, Block);
        Assert.Equal(0UL, tables.Table.UnmapPages(Va + Page, Page, 1));
        Assert.Equal(["Unmap of a partial large IOPTE is not allowed"], tables.Warnings);
        Assert.Equal(Pa, tables.Table.IovaToPhys(Va));
    }

    [Fact]
    public void Unmapping_nothing_gives_0_and_a_hole_ends_a_run()
    {
        using var tables = new TestTables();
        Assert.Equal(0UL, tables.Table.UnmapPages(Va, Page, 1));
        Assert.Equal(0UL, tables.Table.IovaToPhys(Va));
        tables.Map(Va, Pa, Page, 11);
        tables.Map(Va + (12 * Page), Pa, Page, 20);
        Assert.Equal(11 * Page, tables.Table.UnmapPages(Va, Page, 32));
        Assert.Equal(20, tables.Leaves().Count);
        Assert.Equal(2, tables.Warnings.Count);
    }

    [Fact]
    public void A_block_sized_unmap_frees_tables_and_blocks_alike_until_a_hole()
    {
        using var tables = new TestTables();
        tables.Map(Va, Pa, Block, 3);
        tables.Map(Va + (3 * Block), Pa, Page, 512);
        tables.Map(Va + (4 * Block), Pa, Page, 7);
        tables.Map(Va + (5 * Block), Pa, Block, 2);
        tables.Map(Va + (8 * Block), Pa, Block);
        Assert.Equal(5, tables.Pages);
        Assert.Equal(7 * Block, tables.Table.UnmapPages(Va, Block, 9));
        Assert.Equal(3, tables.Pages);
        Assert.Equal([(Va + (8 * Block), Pa | 0xf45, 2)], tables.Leaves());
    }

    [Fact]
    public void A_call_ends_where_its_table_ends()
    {
        using var tables = new TestTables();
        Assert.Equal(Errno.None, tables.Table.MapPages(Va + Block - Page, Pa, Page, 100, ReadWrite, out ulong mapped));
        Assert.Equal(Page, mapped);
        Assert.Equal(Page, tables.Table.UnmapPages(Va + Block - Page, Page, 100));
    }

    [Fact]
    public void Without_a_page_for_a_table_a_map_is_ENOMEM()
    {
        using var tables = new TestTables(pages: 3);
        Assert.Equal(Errno.ENOMEM, tables.Map(Va, Pa, Page));
        Assert.Equal(Errno.None, tables.Map(Va, Pa, Block));
    }

    /// <summary>Every length and place of a run in a table, so that all tails of the vector loops are met.</summary>
    [Fact]
    public void Runs_of_any_length_at_any_place_write_the_same_as_single_pages()
    {
        using var tables = new TestTables();
        foreach (ulong first in new ulong[] { 0, 1, 3, 7, 8, 9, 100, 500, 511 })
        {
            for (ulong count = 1; count <= 70 && first + count <= 512; count++)
            {
                tables.Map(Va + (first * Page), Pa, Page, count);
                List<(ulong Iova, ulong Raw, int Level)> leaves = tables.Leaves();
                Assert.Equal((int)count, leaves.Count);
                for (ulong i = 0; i < count; i++)
                    Assert.Equal((Va + ((first + i) * Page), (Pa + (i * Page)) | 0xf47, 3), leaves[(int)i]);
                Assert.Equal(count * Page, tables.Table.UnmapPages(Va + (first * Page), Page, count));
                Assert.Empty(tables.Leaves());
            }
        }

        Assert.Empty(tables.Warnings);
    }

    [Fact]
    public void Physical_addresses_that_run_over_48_bits_land_in_the_low_address_bits()
    {
        using var tables = new TestTables();
        tables.Map(Va, (1UL << 48) - Page, Page, 2);
        Assert.Equal([(Va, 0xffff_ffff_ff47UL, 3), (Va + Page, 0x1f47UL, 3)], tables.Leaves());
    }

    [Fact]
    public void A_visit_can_be_limited_to_a_range()
    {
        using var tables = new TestTables();
        tables.Map(Va, Pa, Page, 512);
        tables.Map(Va + Block, Pa, Block);
        Assert.Equal(3, tables.Leaves(Va + (510 * Page), Va + Block + 1).Count);
        Assert.Single(tables.Leaves(Va + Block + Page));
        Assert.Empty(tables.Leaves(Va + (2 * Block)));
    }
}
