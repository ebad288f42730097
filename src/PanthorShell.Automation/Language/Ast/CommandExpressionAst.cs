using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>An expression in a pipeline.</summary>
public sealed class CommandExpressionAst : CommandBaseAst
{
    internal CommandExpressionAst(
        IScriptExtent extent, ReadOnlyCollection<RedirectionAst> redirections, ExpressionAst expression)
        : base(extent, redirections)
    {
        Expression = expression;
        Adopt(expression);
    }

    /// <summary>The expression.</summary>
    public ExpressionAst Expression { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in base.Children())
            yield return child;
        yield return Expression;
    }
}
