using System.Linq;
using System.Management.Automation.Language;
using Xunit;

namespace PanthorShell.Tests.Language;

public sealed class StringTests
{
    [Theory]
    [InlineData("'it''s'", "it's")]
    [InlineData("\"say \"\"hi\"\"\"", "say \"hi\"")]
    [InlineData("\"a`tb`n`$x``\"", "a\tb\n$x`")]
    [InlineData("\"`u{41}`e[0m`0\"", "A\u001b[0m\0")]
    [InlineData("\u2018smart\u2019", "smart")]
    [InlineData("\u201csmart\u201d", "smart")]
    [InlineData("\"cost: $ 5\"", "cost: $ 5")]
    [InlineData("@'\na 'b' $c\n'@", "a 'b' $c")]
    [InlineData("@'\r\nx\r\ny\r\n'@", "x\r\ny")]
    [InlineData("@'\n'@", "")]
    [InlineData("@\"\nq \"quoted\"\n\"@", "q \"quoted\"")]
    public void A_string_without_variables_is_a_constant(string text, string value)
        => Assert.Equal(value, Parsing.Expression<StringConstantExpressionAst>(text).Value);

    [Theory]
    [InlineData("\"$a-$b\"", "$a|$b")]
    [InlineData("\"$a.b\"", "$a")]
    [InlineData("\"$($a.b) ${c d}\"", "$($a.b)|${c d}")]
    [InlineData("\"$env:HOME/x\"", "$env:HOME")]
    [InlineData("\"$(\"in $x\")\"", "$(\"in $x\")")]
    [InlineData("\"$_ $? $$\"", "$_|$?|$$")]
    [InlineData("@\"\n$a\n$(1)\n\"@", "$a|$(1)")]
    public void Nested_parts_are_found(string text, string parts)
        => Assert.Equal(
            parts,
            string.Join(
                "|",
                Parsing.Expression<ExpandableStringExpressionAst>(text).NestedExpressions.Select(e => e.Extent.Text)));

    [Fact]
    public void A_nested_part_knows_its_place_in_the_file()
    {
        ExpressionAst part = Parsing.Expression<ExpandableStringExpressionAst>("\"a\nb $(foo)\"").NestedExpressions[0];
        Assert.Equal((2, 3), (part.Extent.StartLineNumber, part.Extent.StartColumnNumber));
    }
}
