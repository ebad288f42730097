using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>An attribute such as `[Parameter(Mandatory)]`.</summary>
public sealed class AttributeAst : AttributeBaseAst
{
    internal AttributeAst(
        IScriptExtent extent, ITypeName typeName, ReadOnlyCollection<ExpressionAst> positionalArguments,
        ReadOnlyCollection<NamedAttributeArgumentAst> namedArguments)
        : base(extent, typeName)
    {
        PositionalArguments = positionalArguments;
        NamedArguments = namedArguments;
        Adopt(positionalArguments);
        Adopt(namedArguments);
    }

    /// <summary>The positional arguments.</summary>
    public ReadOnlyCollection<ExpressionAst> PositionalArguments { get; }

    /// <summary>The named arguments.</summary>
    public ReadOnlyCollection<NamedAttributeArgumentAst> NamedArguments { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in PositionalArguments)
            yield return child;
        foreach (Ast child in NamedArguments)
            yield return child;
    }
}
