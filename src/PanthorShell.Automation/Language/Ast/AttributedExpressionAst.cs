using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>An expression with an attribute in front.</summary>
public class AttributedExpressionAst : ExpressionAst
{
    internal AttributedExpressionAst(IScriptExtent extent, AttributeBaseAst attribute, ExpressionAst child)
        : base(extent)
    {
        Attribute = attribute;
        Child = child;
        Adopt(attribute);
        Adopt(child);
    }

    /// <summary>The attribute.</summary>
    public AttributeBaseAst Attribute { get; }

    /// <summary>The expression.</summary>
    public ExpressionAst Child { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Attribute;
        yield return Child;
    }
}
