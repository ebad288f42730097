namespace System.Management.Automation.Language;

/// <summary>A do-while statement.</summary>
public sealed class DoWhileStatementAst : LoopStatementAst
{
    internal DoWhileStatementAst(
        IScriptExtent extent, string? label, PipelineBaseAst? condition, StatementBlockAst body)
        : base(extent, label, condition, body)
    {
    }
}
