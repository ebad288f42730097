using System.Management.Automation.Language;
using Xunit;

namespace PanthorShell.Tests.Language;

public sealed class ParseErrorTests
{
    [Theory]
    [InlineData("1 2", "UnexpectedToken", 3)]
    [InlineData("$x = ", "ExpectedValueExpression", 5)]
    [InlineData("foo | ", "EmptyPipeElement", 6)]
    [InlineData("if", "MissingOpenParenthesisInIfStatement", 3)]
    [InlineData("while(1", "MissingEndParenthesisAfterStatement", 8)]
    [InlineData("\"abc", "TerminatorExpectedAtEndOfString", 1)]
    [InlineData("@{a=1", "MissingEndCurlyBrace", 3)]
    [InlineData("@{a}", "MissingEqualsInHashLiteral", 4)]
    [InlineData("@{a=1;a=2}", "DuplicateKeyInHashLiteral", 7)]
    [InlineData("function f", "MissingFunctionBody", 11)]
    [InlineData("try {}", "MissingCatchOrFinally", 7)]
    [InlineData("@a", "SplattingNotPermitted", 1)]
    [InlineData("}", "UnexpectedToken", 1)]
    [InlineData("$x.", "MissingPropertyName", 4)]
    [InlineData("5 = 3", "InvalidLeftHandSide", 1)]
    [InlineData("\"$a:\"", "InvalidVariableReferenceWithDrive", 2)]
    [InlineData("1 | 2", "ExpressionsMustBeFirstInPipeline", 5)]
    [InlineData("a,", "MissingArgument", 2)]
    [InlineData("foo a,", "MissingExpression", 7)]
    [InlineData("${}", "EmptyVariableReference", 3)]
    [InlineData("begin{} 1", "MissingNamedBlocks", 9)]
    [InlineData("<#", "MissingTerminatorMultiLineComment", 1)]
    [InlineData("[ordered]@{a=1}.Keys", "OrderedAttributeOnlyOnHashLiteralNode", 1)]
    [InlineData("&& foo", "UnexpectedToken", 1)]
    [InlineData("++1", "OperatorRequiresVariableOrProperty", 3)]
    public void An_error_has_the_id_and_the_place_PowerShell_reports(string text, string id, int column)
    {
        ParseError error = Parsing.Error(text);
        Assert.Equal((id, column), (error.ErrorId, error.Extent.StartColumnNumber));
    }

    [Theory]
    [InlineData("foo |")]
    [InlineData("1 +")]
    [InlineData("if ($a) {")]
    [InlineData("\"abc")]
    [InlineData("@'\nx")]
    [InlineData("@{ a = 1")]
    [InlineData("foo (1")]
    [InlineData("<# open")]
    public void More_input_could_mend_it(string text) => Assert.True(Parsing.Error(text).IncompleteInput);

    [Theory]
    [InlineData("1 2")]
    [InlineData(")")]
    [InlineData("5 = 3")]
    public void More_input_could_not_mend_it(string text) => Assert.False(Parsing.Error(text).IncompleteInput);

    [Theory]
    [InlineData("class A { }", "class")]
    [InlineData("enum A { B }", "enum")]
    [InlineData("[Flags()] enum A { B }", "enum")]
    [InlineData("trap { }", "trap")]
    [InlineData("data { }", "data")]
    [InlineData("workflow w { }", "workflow")]
    [InlineData("configuration c { }", "configuration")]
    [InlineData("foo &", "&")]
    [InlineData("foo --% a", "--%")]
    [InlineData("using module foo", "using module")]
    [InlineData("foreach -parallel ($a in $b) { }", "foreach -parallel")]
    [InlineData("switch -File a.txt { }", "switch -File")]
    public void What_is_not_supported_is_refused_by_name(string text, string name)
    {
        ParseError error = Parsing.Error("\n  " + text);
        Assert.Equal("NotSupported", error.ErrorId);
        Assert.StartsWith($"'{name}' is not supported by PanthorShell", error.Message, System.StringComparison.Ordinal);
        Assert.Equal(2, error.Extent.StartLineNumber);
    }

    [Fact]
    public void Data_and_from_are_also_names_of_commands()
        => Assert.Equal("data", Parsing.Command("data 5").GetCommandName());
}
