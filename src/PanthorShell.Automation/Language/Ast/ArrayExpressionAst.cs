using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>An array expression `@(...)`.</summary>
public sealed class ArrayExpressionAst : ExpressionAst
{
    internal ArrayExpressionAst(IScriptExtent extent, StatementBlockAst subExpression)
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
