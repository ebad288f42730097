namespace System.Management.Automation.Language;

/// <summary>A statement.</summary>
public abstract class StatementAst : Ast
{
    private protected StatementAst(IScriptExtent extent)
        : base(extent)
    {
    }
}
