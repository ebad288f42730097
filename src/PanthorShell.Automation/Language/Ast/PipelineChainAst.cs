using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>Pipelines joined by `&amp;&amp;` or `||`.</summary>
public sealed class PipelineChainAst : PipelineBaseAst
{
    internal PipelineChainAst(
        IScriptExtent extent, PipelineBaseAst lhsPipelineChain, PipelineAst rhsPipeline, TokenKind op)
        : base(extent)
    {
        LhsPipelineChain = lhsPipelineChain;
        RhsPipeline = rhsPipeline;
        Operator = op;
        Adopt(lhsPipelineChain);
        Adopt(rhsPipeline);
    }

    /// <summary>The pipeline or chain on the left.</summary>
    public PipelineBaseAst LhsPipelineChain { get; }

    /// <summary>The pipeline on the right.</summary>
    public PipelineAst RhsPipeline { get; }

    /// <summary>`AndAnd` or `OrOr`.</summary>
    public TokenKind Operator { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return LhsPipelineChain;
        yield return RhsPipeline;
    }
}
