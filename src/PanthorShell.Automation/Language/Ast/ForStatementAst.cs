using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A for statement.</summary>
public sealed class ForStatementAst : LoopStatementAst
{
    internal ForStatementAst(
        IScriptExtent extent, string? label, PipelineBaseAst? condition, StatementBlockAst body,
        PipelineBaseAst? initializer, PipelineBaseAst? iterator)
        : base(extent, label, condition, body)
    {
        Initializer = initializer;
        Iterator = iterator;
        Adopt(initializer);
        Adopt(iterator);
    }

    /// <summary>What runs first, or null.</summary>
    public PipelineBaseAst? Initializer { get; }

    /// <summary>What runs behind each round, or null.</summary>
    public PipelineBaseAst? Iterator { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in base.Children())
            yield return child;
        if (Initializer is not null)
            yield return Initializer;
        if (Iterator is not null)
            yield return Iterator;
    }
}
