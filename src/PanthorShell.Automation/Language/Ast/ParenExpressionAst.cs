using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>An expression or a pipeline in parentheses.</summary>
public sealed class ParenExpressionAst : ExpressionAst
{
    internal ParenExpressionAst(IScriptExtent extent, PipelineBaseAst pipeline)
        : base(extent)
    {
        Pipeline = pipeline;
        Adopt(pipeline);
    }

    /// <summary>The pipeline.</summary>
    public PipelineBaseAst Pipeline { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Pipeline;
    }
}
