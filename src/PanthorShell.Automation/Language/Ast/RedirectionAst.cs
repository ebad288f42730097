namespace System.Management.Automation.Language;

/// <summary>A redirection.</summary>
public abstract class RedirectionAst : Ast
{
    private protected RedirectionAst(IScriptExtent extent, RedirectionStream fromStream)
        : base(extent)
    {
        FromStream = fromStream;
    }

    /// <summary>The stream redirected.</summary>
    public RedirectionStream FromStream { get; }
}
