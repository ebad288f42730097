namespace System.Management.Automation.Language;

/// <summary>A cast.</summary>
public sealed class ConvertExpressionAst : AttributedExpressionAst
{
    internal ConvertExpressionAst(IScriptExtent extent, AttributeBaseAst attribute, ExpressionAst child)
        : base(extent, attribute, child)
    {
    }

    /// <summary>The type converted to.</summary>
    public TypeConstraintAst Type => (TypeConstraintAst)Attribute;
}
