namespace System.Management.Automation.Language;

/// <summary>An attribute or a type constraint.</summary>
public abstract class AttributeBaseAst : Ast
{
    private protected AttributeBaseAst(IScriptExtent extent, ITypeName typeName)
        : base(extent)
    {
        TypeName = typeName;
    }

    /// <summary>The name of the type.</summary>
    public ITypeName TypeName { get; }
}
