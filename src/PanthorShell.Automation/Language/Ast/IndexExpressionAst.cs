using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>Access by index.</summary>
public sealed class IndexExpressionAst : ExpressionAst
{
    internal IndexExpressionAst(
        IScriptExtent extent, ExpressionAst target, ExpressionAst index, bool nullConditional)
        : base(extent)
    {
        Target = target;
        Index = index;
        NullConditional = nullConditional;
        Adopt(target);
        Adopt(index);
    }

    /// <summary>What is indexed.</summary>
    public ExpressionAst Target { get; }

    /// <summary>The index.</summary>
    public ExpressionAst Index { get; }

    /// <summary>Whether it is written with `?[]`.</summary>
    public bool NullConditional { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Target;
        yield return Index;
    }
}
