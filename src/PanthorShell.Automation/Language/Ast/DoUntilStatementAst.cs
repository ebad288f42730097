namespace System.Management.Automation.Language;

/// <summary>A do-until statement.</summary>
public sealed class DoUntilStatementAst : LoopStatementAst
{
    internal DoUntilStatementAst(
        IScriptExtent extent, string? label, PipelineBaseAst? condition, StatementBlockAst body)
        : base(extent, label, condition, body)
    {
    }
}
