using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>Values joined by commas.</summary>
public sealed class ArrayLiteralAst : ExpressionAst
{
    internal ArrayLiteralAst(IScriptExtent extent, ReadOnlyCollection<ExpressionAst> elements)
        : base(extent)
    {
        Elements = elements;
        Adopt(elements);
    }

    /// <summary>The values.</summary>
    public ReadOnlyCollection<ExpressionAst> Elements { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in Elements)
            yield return child;
    }
}
