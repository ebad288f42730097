using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace System.Management.Automation.Language;

/// <summary>A string with variables and subexpressions in it.</summary>
public sealed class ExpandableStringExpressionAst : ExpressionAst
{
    internal ExpandableStringExpressionAst(
        IScriptExtent extent, string value, StringConstantType stringConstantType,
        IReadOnlyList<ExpressionAst> parts)
        : base(extent)
    {
        Value = value;
        StringConstantType = stringConstantType;
        Parts = parts;
        Adopt(parts);
    }

    /// <summary>The text between the quotes, escapes resolved, not expanded.</summary>
    public string Value { get; }

    /// <summary>How it is quoted.</summary>
    public StringConstantType StringConstantType { get; }

    /// <summary>The literal and nested parts in order.</summary>
    internal IReadOnlyList<ExpressionAst> Parts { get; }

    /// <summary>The nested expressions in order.</summary>
    public ReadOnlyCollection<ExpressionAst> NestedExpressions
        => new([.. Parts.Where(p => p is not StringConstantExpressionAst)]);

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in Parts)
            yield return child;
    }
}
