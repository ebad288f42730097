using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A binary operator with its operands.</summary>
public sealed class BinaryExpressionAst : ExpressionAst
{
    internal BinaryExpressionAst(
        IScriptExtent extent, ExpressionAst left, TokenKind op, ExpressionAst right, IScriptExtent errorPosition)
        : base(extent)
    {
        Left = left;
        Operator = op;
        Right = right;
        ErrorPosition = errorPosition;
        Adopt(left);
        Adopt(right);
    }

    /// <summary>The left operand.</summary>
    public ExpressionAst Left { get; }

    /// <summary>The operator.</summary>
    public TokenKind Operator { get; }

    /// <summary>The right operand.</summary>
    public ExpressionAst Right { get; }

    /// <summary>The position of the operator.</summary>
    public IScriptExtent ErrorPosition { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Left;
        yield return Right;
    }
}
