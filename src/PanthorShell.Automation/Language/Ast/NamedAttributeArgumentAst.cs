using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A `Name = value` argument of an attribute.</summary>
public sealed class NamedAttributeArgumentAst : Ast
{
    internal NamedAttributeArgumentAst(
        IScriptExtent extent, string argumentName, ExpressionAst argument, bool expressionOmitted)
        : base(extent)
    {
        ArgumentName = argumentName;
        Argument = argument;
        ExpressionOmitted = expressionOmitted;
        Adopt(argument);
    }

    /// <summary>The name of the property.</summary>
    public string ArgumentName { get; }

    /// <summary>The value; the constant `$true` where it was omitted.</summary>
    public ExpressionAst Argument { get; }

    /// <summary>Whether only the name was written.</summary>
    public bool ExpressionOmitted { get; }

    internal override IEnumerable<Ast> Children()
    {
        yield return Argument;
    }
}
