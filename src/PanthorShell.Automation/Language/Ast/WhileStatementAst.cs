namespace System.Management.Automation.Language;

/// <summary>A while statement.</summary>
public sealed class WhileStatementAst : LoopStatementAst
{
    internal WhileStatementAst(
        IScriptExtent extent, string? label, PipelineBaseAst? condition, StatementBlockAst body)
        : base(extent, label, condition, body)
    {
    }
}
