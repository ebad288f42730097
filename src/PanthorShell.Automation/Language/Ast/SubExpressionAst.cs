using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A subexpression `$(...)`.</summary>
public sealed class SubExpressionAst : ExpressionAst
{
    internal SubExpressionAst(IScriptExtent extent, StatementBlockAst subExpression)
        : base(extent)
    {
        SubExpression = subExpression;
        Adopt(subExpression);
    }

    /// <summary>The statements.</summary>
    public StatementBlockAst SubExpression { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return SubExpression;
    }
}
