using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>An assignment.</summary>
public sealed class AssignmentStatementAst : PipelineBaseAst
{
    internal AssignmentStatementAst(
        IScriptExtent extent, ExpressionAst left, TokenKind op, StatementAst right, IScriptExtent errorPosition)
        : base(extent)
    {
        Left = left;
        Operator = op;
        Right = right;
        ErrorPosition = errorPosition;
        Adopt(left);
        Adopt(right);
    }

    /// <summary>What is assigned to.</summary>
    public ExpressionAst Left { get; }

    /// <summary>The assignment operator.</summary>
    public TokenKind Operator { get; }

    /// <summary>The value.</summary>
    public StatementAst Right { get; }

    /// <summary>The position of the operator.</summary>
    public IScriptExtent ErrorPosition { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Left;
        yield return Right;
    }
}
