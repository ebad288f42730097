namespace System.Management.Automation.Language;

/// <summary>A part of a command.</summary>
public abstract class CommandElementAst : Ast
{
    private protected CommandElementAst(IScriptExtent extent)
        : base(extent)
    {
    }
}
