namespace System.Management.Automation.Language;

/// <summary>A type literal.</summary>
public sealed class TypeExpressionAst : ExpressionAst
{
    internal TypeExpressionAst(IScriptExtent extent, ITypeName typeName)
        : base(extent)
    {
        TypeName = typeName;
    }

    /// <summary>The name of the type.</summary>
    public ITypeName TypeName { get; }
}
