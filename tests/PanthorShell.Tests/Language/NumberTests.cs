using System.Management.Automation.Language;
using System.Numerics;
using Xunit;

namespace PanthorShell.Tests.Language;

public sealed class NumberTests
{
    public static TheoryData<string, object> Literals => new()
    {
        { "5", 5 }, { "-5", -5 }, { "2147483648", 2147483648L }, { "-2147483648", int.MinValue },
        { "9223372036854775808", 9223372036854775808m }, { "1.5", 1.5 }, { ".5", 0.5 }, { "1.e2", 100.0 },
        { "1e3", 1000.0 }, { "0x1F", 31 }, { "0xFFFFFFFF", -1 }, { "0xFFFFFFFFL", 4294967295L },
        { "0x7FFFFFFFF", 0x7FFFFFFFFL }, { "0xFFFFFFFFFFFFFFFF", -1L }, { "0x080000000", 2147483648L },
        { "0b11", 3 }, { "0b11111111", 255 }, { "0b11111111111111111111111111111111", -1 }, { "1kb", 1024 },
        { "1.5kb", 1536.0 }, { "2147483648kb", 2199023255552L }, { "5l", 5L }, { "1us", (ushort)1 },
        { "0xFFy", (sbyte)-1 }, { "0xFFuy", (byte)255 }, { "0xFFFFs", (short)-1 }, { "1ul", 1UL }, { "1d", 1m },
        { "1e2d", 100m }, { "4294967296u", 4294967296UL }, { "1u", 1u }, { "1n", BigInteger.One }, { "0b1kb", 1024 },
        { "1.5l", 2L },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void A_literal_has_the_value_and_the_type_PowerShell_gives_it(string text, object expected)
    {
        object? value = Parsing.Expression<ConstantExpressionAst>(text).Value;
        Assert.Equal(expected, value);
        Assert.IsType(expected.GetType(), value);
    }

    [Theory]
    [InlineData("128y")]
    [InlineData("256uy")]
    [InlineData("0x1FFFFFFFFFFFFFFFF")]
    public void A_literal_that_does_not_fit_its_suffix_is_an_error(string text)
        => Assert.Equal("BadNumericConstant", Parsing.Error(text).ErrorId);

    [Theory]
    [InlineData("7z")]
    [InlineData("1kbl")]
    [InlineData("5x6")]
    public void What_only_starts_like_a_number_is_the_name_of_a_command(string text)
        => Assert.Equal(text, Parsing.Command(text).GetCommandName());

    [Fact]
    public void A_range_is_not_a_real_number()
        => Assert.Equal("(1 DotDot 3)", Parsing.Shape(Parsing.Expression<BinaryExpressionAst>("1..3")));
}
