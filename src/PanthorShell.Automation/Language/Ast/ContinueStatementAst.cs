using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A continue statement.</summary>
public sealed class ContinueStatementAst : StatementAst
{
    internal ContinueStatementAst(IScriptExtent extent, ExpressionAst? label)
        : base(extent)
    {
        Label = label;
        Adopt(label);
    }

    /// <summary>The label, or null.</summary>
    public ExpressionAst? Label { get; }

    internal override IEnumerable<Ast> Children()
    {
        if (Label is not null)
            yield return Label;
    }
}
