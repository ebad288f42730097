namespace System.Management.Automation.Language;

/// <summary>A pipeline, a chain of pipelines or an assignment.</summary>
public abstract class PipelineBaseAst : StatementAst
{
    private protected PipelineBaseAst(IScriptExtent extent)
        : base(extent)
    {
    }

    /// <summary>The expression, if the pipeline is one expression without redirections; else null.</summary>
    public virtual ExpressionAst? GetPureExpression() => null;
}
