using Xunit;

namespace PanthorShell.Tests.Evaluation;

public sealed class CollectionTests
{
    [Theory]
    [InlineData("1.5 + [decimal]1", "2.5", "Decimal")]
    [InlineData("@(1,2)*2", "1 2 1 2", "Object[]")]
    [InlineData("(5)[0]", "5", "Int32")]
    [InlineData("(5)[1]", "", "null")]
    [InlineData("\"abc\"[0]", "a", "Char")]
    [InlineData("\"abc\"[-1]", "c", "Char")]
    [InlineData("\"abc\"[5]", "", "null")]
    [InlineData("(1,2)[5]", "", "null")]
    [InlineData("(1,2,3)[0,2]", "1 3", "Object[]")]
    [InlineData("(1,2,3)[-1..0]", "3 1", "Object[]")]
    [InlineData("@{a=1}[\"a\"]", "1", "Int32")]
    [InlineData("@{} + @{a=1}", "System.Collections.Hashtable", "Hashtable")]
    [InlineData("(1,2) + 3", "1 2 3", "Object[]")]
    [InlineData("\"a\" + 1,2", "a1 2", "String")]
    [InlineData("[System.Collections.Generic.List[int]](1,2)", "1 2", "Object[]")]
    [InlineData("$h=@{};$h.a=1;$h", "System.Collections.Hashtable", "Hashtable")]
    [InlineData("5 - [uint64]6", "-1", "Double")]
    [InlineData("[nullable[int]]$null", "", "null")]
    [InlineData("[nullable[int]]5", "5", "Int32")]
    [InlineData("$a = @{ b = @{ c = 1,2 } }; $a.b.c[1]", "2", "Int32")]
    [InlineData("$a=@{}; $a.'x y' = 2; $a.\"x y\"", "2", "Int32")]
    [InlineData("$x = 'abc'; \"$x[0] $($x[0]) $x.Length\"", "abc[0] a abc.Length", "String")]
    [InlineData("(1,2,3)[1..2]", "2 3", "Object[]")]
    [InlineData("$a = 1,2,3; $a[0],$a[1] = $a[1],$a[0]; \"$a\"", "2 1 3", "String")]
    [InlineData("1,2 + 3", "1 2 3", "Object[]")]
    [InlineData("@(1,2)+@(3)", "1 2 3", "Object[]")]
    [InlineData("$x=1,2;$x[0]+=5;\"$x\"", "6 2", "String")]
    [InlineData("$h = @{}; $h[1] = 'x'; $h['1']; $h[1]", "x", "Object[]")]
    [InlineData("$a = $null; ${a}?.b; ${a}?[0]", "", "Object[]")]
    [InlineData(",1", "1", "Int32")]
    [InlineData(",(1,2)", "1 2", "Object[]")]
    [InlineData("$a = { 1 }, { 2 }; & $a[1]", "2", "Int32")]
    [InlineData("$h = @{ f = { param($n) $n + 1 } }; & $h.f 4", "5", "Int32")]
    [InlineData("$a,$b = 1; \"$a|$b\"", "1|", "String")]
    [InlineData("$a,$null,$b = 1,2,3; \"$a|$b\"", "1|3", "String")]
    [InlineData("[ValidateRange(1,5)][int]$n = 3; $n", "3", "Int32")]
    public void Collections_are_joined_indexed_and_unrolled(string script, string text, string type)
        => Assert.Equal((text, type), Running.Value(script));
}
