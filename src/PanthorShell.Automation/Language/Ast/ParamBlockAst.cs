using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A `param (...)` block.</summary>
public sealed class ParamBlockAst : Ast
{
    internal ParamBlockAst(
        IScriptExtent extent, ReadOnlyCollection<AttributeAst> attributes,
        ReadOnlyCollection<ParameterAst> parameters)
        : base(extent)
    {
        Attributes = attributes;
        Parameters = parameters;
        Adopt(attributes);
        Adopt(parameters);
    }

    /// <summary>The attributes in front of `param`.</summary>
    public ReadOnlyCollection<AttributeAst> Attributes { get; }

    /// <summary>The parameters in order.</summary>
    public ReadOnlyCollection<ParameterAst> Parameters { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in Attributes)
            yield return child;
        foreach (Ast child in Parameters)
            yield return child;
    }
}
