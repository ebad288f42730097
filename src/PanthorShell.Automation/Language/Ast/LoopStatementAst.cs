using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A loop.</summary>
public abstract class LoopStatementAst : LabeledStatementAst
{
    private protected LoopStatementAst(
        IScriptExtent extent, string? label, PipelineBaseAst? condition, StatementBlockAst body)
        : base(extent, label, condition)
    {
        Body = body;
        Adopt(body);
    }

    /// <summary>The body of the loop.</summary>
    public StatementBlockAst Body { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in base.Children())
            yield return child;
        yield return Body;
    }
}
