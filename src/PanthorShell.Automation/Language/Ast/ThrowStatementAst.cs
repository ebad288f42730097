using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A throw statement.</summary>
public sealed class ThrowStatementAst : StatementAst
{
    internal ThrowStatementAst(IScriptExtent extent, PipelineBaseAst? pipeline)
        : base(extent)
    {
        Pipeline = pipeline;
        Adopt(pipeline);
    }

    /// <summary>What is thrown, or null.</summary>
    public PipelineBaseAst? Pipeline { get; }

    /// <summary>Whether nothing is named, so that a catch block throws its error again.</summary>
    public bool IsRethrow => Pipeline is null;

    internal override IEnumerable<Ast> Children()
    {
        if (Pipeline is not null)
            yield return Pipeline;
    }
}
