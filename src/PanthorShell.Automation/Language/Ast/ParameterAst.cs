using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>One parameter of a function or script block.</summary>
public sealed class ParameterAst : Ast
{
    internal ParameterAst(
        IScriptExtent extent, ReadOnlyCollection<AttributeBaseAst> attributes, VariableExpressionAst name,
        ExpressionAst? defaultValue)
        : base(extent)
    {
        Attributes = attributes;
        Name = name;
        DefaultValue = defaultValue;
        Adopt(attributes);
        Adopt(name);
        Adopt(defaultValue);
    }

    /// <summary>Attributes and type constraints in source order.</summary>
    public ReadOnlyCollection<AttributeBaseAst> Attributes { get; }

    /// <summary>The variable the argument is bound to.</summary>
    public VariableExpressionAst Name { get; }

    /// <summary>The default value, or null.</summary>
    public ExpressionAst? DefaultValue { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in Attributes)
            yield return child;
        yield return Name;
        if (DefaultValue is not null)
            yield return DefaultValue;
    }
}
