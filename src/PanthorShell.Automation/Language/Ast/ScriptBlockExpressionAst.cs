using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A script block literal.</summary>
public sealed class ScriptBlockExpressionAst : ExpressionAst
{
    internal ScriptBlockExpressionAst(IScriptExtent extent, ScriptBlockAst scriptBlock)
        : base(extent)
    {
        ScriptBlock = scriptBlock;
        Adopt(scriptBlock);
    }

    /// <summary>The script block.</summary>
    public ScriptBlockAst ScriptBlock { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return ScriptBlock;
    }
}
