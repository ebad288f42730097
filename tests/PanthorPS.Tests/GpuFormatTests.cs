using Panthor.Kernel;
using Xunit;

namespace PanthorPS.Tests;

public sealed class GpuFormatTests
{
    [Theory]
    [InlineData(0UL, "0 B")]
    [InlineData(100UL, "100 B")]
    [InlineData(4096UL, "4 KiB")]
    [InlineData(4097UL, "4097 B")]
    [InlineData(12345UL, "12.1 KiB")]
    [InlineData(1507328UL, "1472 KiB")]
    [InlineData(2UL << 20, "2 MiB")]
    [InlineData(268349440UL, "255.9 MiB")]
    [InlineData(1UL << 47, "128 TiB")]
    [InlineData(ulong.MaxValue, "16.0 EiB")]
    public void A_size_has_a_unit(ulong bytes, string expected) => Assert.Equal(expected, GpuFormat.Size(bytes));

    [Fact]
    public void Numbers_have_as_many_digits_as_what_they_stand_for()
    {
        Assert.Equal("0x000000400000", GpuFormat.Address(0x400000));
        Assert.Equal("0xffffffffffff0000", GpuFormat.Address(0xffff_ffff_ffff_0000));
        Assert.Equal("0x1000", GpuFormat.Hex(0x1000));
        Assert.Equal("0x0000000100000f47", GpuFormat.Raw(0x1_0000_0f47));
        Assert.Equal("0x000000ff", GpuFormat.Word(0xff, 32));
        Assert.Equal("0x00000000000000ff", GpuFormat.Word(0xff, 64));
        Assert.Equal("1.000002", GpuFormat.Time(new VirtualTime(1_000_002_500)));
    }

    [Theory]
    [InlineData(GpuMapFlags.None, "RWXC")]
    [InlineData(GpuMapFlags.ReadOnly, "R-XC")]
    [InlineData(GpuMapFlags.NoExecute | GpuMapFlags.Uncached, "RW--")]
    public void Map_flags_are_the_letters_that_are_left(GpuMapFlags flags, string expected) =>
        Assert.Equal(expected, GpuFormat.MapFlags(flags));

    // Values of ARM_64_LPAE_S1 for panthor's flags.
    [Theory]
    [InlineData(0x0000000100000f47, false, "RWXC")]
    [InlineData(0x0000000100000fc7, false, "R-XC")]
    [InlineData(0x0060000100000f47, false, "RW-C")]
    [InlineData(0x0000000100000e43, false, "RWX-")]
    [InlineData(0x0060000140000ec1, false, "R---")]
    [InlineData(0x0080000100000003, true, "table")]
    public void An_entry_says_what_it_allows(long raw, bool isTable, string expected) =>
        Assert.Equal(expected, GpuFormat.PageFlags(PageTableText.FlagsOf((ulong)raw, isTable)));

    [Fact]
    public void A_fault_status_is_shown_by_its_name()
    {
        Assert.Equal("", GpuFormat.Fault(0));
        Assert.Equal("TRANSLATION_FAULT_3", GpuFormat.Fault(0x102c3));
    }

    [Fact]
    public void Pages_are_shown_with_what_they_are_worth()
    {
        Assert.Equal("16 (64 KiB)", GpuFormat.Pages(16));
        Assert.Equal("2 MiB", GpuFormat.PageBytes(512));
        Assert.Equal("always", GpuFormat.Times(long.MaxValue));
        Assert.Equal("3", GpuFormat.Times(3));
        Assert.Equal("0.05 %", GpuFormat.Percent(0.0005));
        Assert.Equal("-", GpuFormat.Slot(-1));
    }

    [Fact]
    public void The_walk_to_an_entry_is_shown_by_the_indices_of_its_tables()
    {
        var entry = new GpuPageTableEntry(0x7f_8060_3000, 4096, 3, 0, 0, GpuPageFlags.Read, GpuVm.Reference(1));
        Assert.Equal("0   510 3   3  ", GpuFormat.Walk(entry));
        Assert.Equal("0   510", GpuFormat.Walk(entry with { Level = 1 }));
    }

    [Fact]
    public void A_state_stays_plain_where_the_host_has_no_style() => Assert.Equal("Oops", GpuFormat.State("Oops"));

    [Fact]
    public void Nothing_is_shown_as_nothing()
    {
        Assert.Equal("", GpuFormat.Buffer(null));
        Assert.Equal("", GpuFormat.Vm(null));
    }

    [Fact]
    public void An_operation_tells_what_it_does()
    {
        var buffer = GpuBuffer.Reference(3, null);
        Assert.Equal(
            "map 0x400000 + 64 KiB to buffer 3 at 0x1000 (ReadOnly)",
            new VmBindOperation(VmBindOperationType.Map, 0x400000, 0x10000, buffer, 0x1000, GpuMapFlags.ReadOnly)
                .ToString());
        Assert.Equal(
            "unmap 0x400000 + 4 KiB",
            new VmBindOperation(VmBindOperationType.Unmap, 0x400000, 4096, null, 0, GpuMapFlags.None).ToString());
    }

    [Fact]
    public void An_operation_without_a_size_takes_the_rest_of_the_buffer()
    {
        var operation = new VmBindOperation(
            VmBindOperationType.Map, 0x400000, null, GpuBuffer.Reference(3, null), 0x1000, GpuMapFlags.NoExecute);
        Assert.Equal(0x3000UL, operation.ToUapi(3, 0x4000).Size);
        Assert.Equal(0x1000UL, operation.ToUapi(3, 0x1000).Size);
        Assert.Equal(0x1000UL, operation.ToUapi(3, 0x800).Size);
        Assert.Equal((uint)GpuMapFlags.NoExecute, operation.ToUapi(3, 0x4000).Flags);
    }
}
