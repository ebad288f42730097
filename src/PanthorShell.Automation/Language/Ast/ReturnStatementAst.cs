using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A return statement.</summary>
public sealed class ReturnStatementAst : StatementAst
{
    internal ReturnStatementAst(IScriptExtent extent, PipelineBaseAst? pipeline)
        : base(extent)
    {
        Pipeline = pipeline;
        Adopt(pipeline);
    }

    /// <summary>What is returned, or null.</summary>
    public PipelineBaseAst? Pipeline { get; }

    internal override IEnumerable<Ast> Children()
    {
        if (Pipeline is not null)
            yield return Pipeline;
    }
}
