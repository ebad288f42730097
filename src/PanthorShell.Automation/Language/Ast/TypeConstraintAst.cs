namespace System.Management.Automation.Language;

/// <summary>A type constraint such as `[int]` in front of a variable or an expression.</summary>
public sealed class TypeConstraintAst : AttributeBaseAst
{
    internal TypeConstraintAst(IScriptExtent extent, ITypeName typeName)
        : base(extent, typeName)
    {
    }
}
