using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A conditional expression `c ? a : b`.</summary>
public sealed class TernaryExpressionAst : ExpressionAst
{
    internal TernaryExpressionAst(
        IScriptExtent extent, ExpressionAst condition, ExpressionAst ifTrue, ExpressionAst ifFalse)
        : base(extent)
    {
        Condition = condition;
        IfTrue = ifTrue;
        IfFalse = ifFalse;
        Adopt(condition);
        Adopt(ifTrue);
        Adopt(ifFalse);
    }

    /// <summary>The condition.</summary>
    public ExpressionAst Condition { get; }

    /// <summary>The value if it is true.</summary>
    public ExpressionAst IfTrue { get; }

    /// <summary>The value if it is false.</summary>
    public ExpressionAst IfFalse { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Condition;
        yield return IfTrue;
        yield return IfFalse;
    }
}
