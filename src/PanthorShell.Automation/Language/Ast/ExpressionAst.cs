namespace System.Management.Automation.Language;

/// <summary>An expression.</summary>
public abstract class ExpressionAst : CommandElementAst
{
    private protected ExpressionAst(IScriptExtent extent)
        : base(extent)
    {
    }
}
