using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>Commands joined by `|`.</summary>
public sealed class PipelineAst : PipelineBaseAst
{
    internal PipelineAst(IScriptExtent extent, ReadOnlyCollection<CommandBaseAst> pipelineElements)
        : base(extent)
    {
        PipelineElements = pipelineElements;
        Adopt(pipelineElements);
    }

    /// <summary>The commands in order.</summary>
    public ReadOnlyCollection<CommandBaseAst> PipelineElements { get; }

    /// <inheritdoc/>
    public override ExpressionAst? GetPureExpression()
        => PipelineElements is [CommandExpressionAst { Redirections.Count: 0 } only] ? only.Expression : null;

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in PipelineElements)
            yield return child;
    }
}
