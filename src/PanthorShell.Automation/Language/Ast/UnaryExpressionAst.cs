using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A unary operator with its operand.</summary>
public sealed class UnaryExpressionAst : ExpressionAst
{
    internal UnaryExpressionAst(IScriptExtent extent, TokenKind tokenKind, ExpressionAst child)
        : base(extent)
    {
        TokenKind = tokenKind;
        Child = child;
        Adopt(child);
    }

    /// <summary>The operator.</summary>
    public TokenKind TokenKind { get; }

    /// <summary>The operand.</summary>
    public ExpressionAst Child { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Child;
    }
}
