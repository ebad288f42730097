using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A function or filter definition.</summary>
public sealed class FunctionDefinitionAst : StatementAst
{
    internal FunctionDefinitionAst(
        IScriptExtent extent, string name, bool isFilter, ReadOnlyCollection<ParameterAst>? parameters,
        ScriptBlockAst body)
        : base(extent)
    {
        Name = name;
        IsFilter = isFilter;
        Parameters = parameters;
        Body = body;
        Adopt(parameters);
        Adopt(body);
    }

    /// <summary>The name of the function, with its scope prefix if it has one.</summary>
    public string Name { get; }

    /// <summary>Whether it is a filter.</summary>
    public bool IsFilter { get; }

    /// <summary>The parameters written in parentheses behind the name, or null.</summary>
    public ReadOnlyCollection<ParameterAst>? Parameters { get; }

    /// <summary>The body.</summary>
    public ScriptBlockAst Body { get; }

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in Parameters ?? [])
            yield return child;
        yield return Body;
    }
}
