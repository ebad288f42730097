using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A foreach statement; its condition is the enumerated pipeline.</summary>
public sealed class ForEachStatementAst : LoopStatementAst
{
    internal ForEachStatementAst(
        IScriptExtent extent, string? label, PipelineBaseAst? condition, StatementBlockAst body,
        VariableExpressionAst variable)
        : base(extent, label, condition, body)
    {
        Variable = variable;
        Adopt(variable);
    }

    /// <summary>The loop variable.</summary>
    public VariableExpressionAst Variable { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in base.Children())
            yield return child;
        yield return Variable;
    }
}
