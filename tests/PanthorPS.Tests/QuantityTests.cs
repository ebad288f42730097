using Xunit;

namespace PanthorPS.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, 0UL)]
    [InlineData((byte)7, 7UL)]
    [InlineData(4096, 4096UL)]
    [InlineData(4096L, 4096UL)]
    [InlineData(0xffff_ffff_ffff_f000UL, 0xffff_ffff_ffff_f000UL)]
    [InlineData(1572864.0, 1572864UL)]
    public void A_number_is_itself(object given, ulong expected)
    {
        Assert.Null(Quantity.Parse(given, null, out ulong result));
        Assert.Equal(expected, result);
    }

    [Theory]
    [InlineData("4096", 4096UL)]
    [InlineData(" 0x1000 ", 0x1000UL)]
    [InlineData("0X7F0000000000", 0x7f00_0000_0000UL)]
    [InlineData("0xffffffffffffffff", ulong.MaxValue)]
    [InlineData("0x1_0000", 0x10000UL)]
    [InlineData("4KB", 4096UL)]
    [InlineData("4 kib", 4096UL)]
    [InlineData("2M", 2UL << 20)]
    [InlineData("2MiB", 2UL << 20)]
    [InlineData("1GB", 1UL << 30)]
    [InlineData("1.5TB", 3UL << 39)]
    [InlineData("12B", 12UL)]
    [InlineData("0xB", 11UL)]
    public void Text_may_be_hexadecimal_or_carry_a_unit(string given, ulong expected)
    {
        Assert.Null(Quantity.Parse(given, null, out ulong result));
        Assert.Equal(expected, result);
    }

    [Theory]
    [InlineData(-2147483648, "0x80000000", 0x8000_0000UL)]
    [InlineData(-1, "0xffffffff", 0xffff_ffffUL)]
    [InlineData(-4096L, "0xfffffffffffff000", 0xffff_ffff_ffff_f000UL)]
    public void A_hexadecimal_literal_is_taken_as_it_was_written(object read, string written, ulong expected)
    {
        Assert.Null(Quantity.Parse(read, written, out ulong result));
        Assert.Equal(expected, result);
    }

    [Fact]
    public void A_hexadecimal_literal_in_an_expression_is_refused_with_a_hint()
    {
        string? problem = Quantity.Parse(-1, null, out _);
        Assert.Contains("negative", problem);
        Assert.Contains("0xffffffffu", problem);
    }

    [Theory]
    [InlineData(-4, "negative")]
    [InlineData("-4KB", "negative")]
    [InlineData(-0.5, "negative")]
    [InlineData(0.5, "whole number")]
    [InlineData("1.0001KB", "whole number")]
    [InlineData(1e30, "64 bits")]
    [InlineData("20000000TB", "64 bits")]
    [InlineData("0x10000000000000000", "64 bits")]
    [InlineData("0xzz", "hexadecimal")]
    [InlineData("", "neither")]
    [InlineData("abc", "neither")]
    [InlineData("KB", "neither")]
    [InlineData("1e3", "neither")]
    [InlineData("1,000", "neither")]
    [InlineData(true, "neither")]
    [InlineData(null, "Nothing")]
    public void Nonsense_is_refused_in_words(object? given, string expected) =>
        Assert.Contains(expected, Quantity.Parse(given, null, out _));
}
