using System.Linq;
using System.Management.Automation.Language;
using Xunit;

namespace PanthorShell.Tests.Language;

/// <summary>Shorthands to parse in tests.</summary>
internal static class Parsing
{
    /// <summary>The script, which must have no errors.</summary>
    internal static ScriptBlockAst Script(string text)
    {
        ScriptBlockAst script = Parser.ParseInput(text, out _, out ParseError[] errors);
        Assert.Empty(errors.Select(error => error.ToString()));
        return script;
    }

    /// <summary>The first statement of the script.</summary>
    internal static StatementAst Statement(string text) => Script(text).EndBlock!.Statements[0];

    /// <summary>The expression that is the first statement of the script.</summary>
    internal static T Expression<T>(string text)
        where T : ExpressionAst
        => Assert.IsType<T>(Assert.IsType<PipelineAst>(Statement(text)).GetPureExpression(), exactMatch: false);

    /// <summary>The command that is the first statement of the script.</summary>
    internal static CommandAst Command(string text)
        => Assert.IsType<CommandAst>(Assert.Single(Assert.IsType<PipelineAst>(Statement(text)).PipelineElements));

    /// <summary>The first error of the script.</summary>
    internal static ParseError Error(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        Assert.NotEmpty(errors);
        return errors[0];
    }

    /// <summary>Every expression with its structure in parentheses.</summary>
    internal static string Shape(Ast? ast) => ast switch
    {
        BinaryExpressionAst binary => $"({Shape(binary.Left)} {binary.Operator} {Shape(binary.Right)})",
        UnaryExpressionAst unary => $"({unary.TokenKind} {Shape(unary.Child)})",
        ArrayLiteralAst array => $"[{string.Join(" ", array.Elements.Select(Shape))}]",
        ConvertExpressionAst convert => $"<{convert.Type.TypeName.FullName}>{Shape(convert.Child)}",
        IndexExpressionAst index => $"{Shape(index.Target)}[{Shape(index.Index)}]",
        InvokeMemberExpressionAst call
            => $"{Shape(call.Expression)}.{Shape(call.Member)}({string.Join(" ", call.Arguments.Select(Shape))})",
        MemberExpressionAst member => $"{Shape(member.Expression)}.{Shape(member.Member)}",
        TernaryExpressionAst ternary
            => $"({Shape(ternary.Condition)} ? {Shape(ternary.IfTrue)} : {Shape(ternary.IfFalse)})",
        ParenExpressionAst paren => Shape(paren.Pipeline.GetPureExpression()),
        null => "none",
        _ => ast.Extent.Text,
    };
}
