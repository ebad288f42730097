using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A loop or a switch: what break and continue may name.</summary>
public abstract class LabeledStatementAst : StatementAst
{
    private protected LabeledStatementAst(IScriptExtent extent, string? label, PipelineBaseAst? condition)
        : base(extent)
    {
        Label = label;
        Condition = condition;
        Adopt(condition);
    }

    /// <summary>The label without the colon, or null.</summary>
    public string? Label { get; }

    /// <summary>The condition, or null where `for` has none.</summary>
    public PipelineBaseAst? Condition { get; }

    internal override IEnumerable<Ast> Children()
    {
        if (Condition is not null)
            yield return Condition;
    }
}
