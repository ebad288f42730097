using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>An exit statement.</summary>
public sealed class ExitStatementAst : StatementAst
{
    internal ExitStatementAst(IScriptExtent extent, PipelineBaseAst? pipeline)
        : base(extent)
    {
        Pipeline = pipeline;
        Adopt(pipeline);
    }

    /// <summary>The exit code, or null.</summary>
    public PipelineBaseAst? Pipeline { get; }

    internal override IEnumerable<Ast> Children()
    {
        if (Pipeline is not null)
            yield return Pipeline;
    }
}
