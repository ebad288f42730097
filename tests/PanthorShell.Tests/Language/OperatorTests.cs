using System.Management.Automation.Language;
using Xunit;

namespace PanthorShell.Tests.Language;

public sealed class OperatorTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "(1 Plus (2 Multiply 3))")]
    [InlineData("1 - 2 - 3", "((1 Minus 2) Minus 3)")]
    [InlineData("1 -eq 2 -and 3 -gt 4 -or 5", "(((1 Ieq 2) And (3 Igt 4)) Or 5)")]
    [InlineData("1 -band 2 -eq 2", "(1 Band (2 Ieq 2))")]
    [InlineData("'a' -f 1,2", "('a' Format [1 2])")]
    [InlineData("1..3 + 4", "((1 DotDot 3) Plus 4)")]
    [InlineData("1,2 + 3", "([1 2] Plus 3)")]
    [InlineData("$a ?? 1 + 2", "($a QuestionQuestion (1 Plus 2))")]
    [InlineData("-not $a -eq $b", "((Not $a) Ieq $b)")]
    [InlineData("!$a", "(Exclaim $a)")]
    [InlineData("- 5", "(Minus 5)")]
    [InlineData("2-1", "(2 Minus 1)")]
    [InlineData("$i++", "(PostfixPlusPlus $i)")]
    [InlineData("--$i", "(MinusMinus $i)")]
    [InlineData("[int]'5' + 1", "(<int>'5' Plus 1)")]
    [InlineData("-join 'a','b'", "[(Join 'a') 'b']")]
    [InlineData("'a,b' -split ',' -join '|'", "(('a,b' Isplit ',') Join '|')")]
    [InlineData("'a' -CREPLACE 'b'", "('a' Creplace 'b')")]
    [InlineData("$a ? 1 : $b ? 2 : 3", "($a ? 1 : ($b ? 2 : 3))")]
    [InlineData("1 –eq 1", "(1 Ieq 1)")]
    [InlineData("1 +\n 2", "(1 Plus 2)")]
    [InlineData("1,\n2", "[1 2]")]
    public void Operators_bind_as_in_PowerShell(string text, string shape)
        => Assert.Equal(shape, Parsing.Shape(Parsing.Expression<ExpressionAst>(text)));

    [Theory]
    [InlineData("$a.b.c", "$a.b.c")]
    [InlineData("$a.b(1, 2)[0]", "$a.b(1 2)[0]")]
    [InlineData("[math]::Max(1, 2)", "[math].Max(1 2)")]
    [InlineData("$a['x'].y", "$a['x'].y")]
    [InlineData("$a.'b c'", "$a.'b c'")]
    [InlineData("$a.$b", "$a.$b")]
    [InlineData("$a.Where{ $_ }", "$a.Where({ $_ })")]
    [InlineData("${a}?.b", "${a}.b")]
    [InlineData("$a::b", "$a.b")]
    public void Members_follow_their_object_at_once(string text, string shape)
        => Assert.Equal(shape, Parsing.Shape(Parsing.Expression<ExpressionAst>(text)));

    [Theory]
    [InlineData("[List[int]]", "List[int]")]
    [InlineData("[Dictionary[string,int[]]]", "Dictionary[string,int[]]")]
    [InlineData("[int[,]]", "int[,]")]
    public void Type_names_hold_their_arguments(string text, string name)
        => Assert.Equal(name, Parsing.Expression<TypeExpressionAst>(text).TypeName.FullName);

    [Theory]
    [InlineData("[int]", typeof(int))]
    [InlineData("[String[]]", typeof(string[]))]
    [InlineData("[Collections.Generic.List[long]]", typeof(System.Collections.Generic.List<long>))]
    [InlineData("[IO.Path]", typeof(System.IO.Path))]
    public void Type_names_find_their_types(string text, System.Type type)
        => Assert.Equal(type, Parsing.Expression<TypeExpressionAst>(text).TypeName.GetReflectionType());
}
