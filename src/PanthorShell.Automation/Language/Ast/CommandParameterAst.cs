using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>A parameter such as `-Name` or `-Name:value`.</summary>
public sealed class CommandParameterAst : CommandElementAst
{
    internal CommandParameterAst(
        IScriptExtent extent, string parameterName, ExpressionAst? argument, IScriptExtent errorPosition)
        : base(extent)
    {
        ParameterName = parameterName;
        Argument = argument;
        ErrorPosition = errorPosition;
        Adopt(argument);
    }

    /// <summary>The name without the dash.</summary>
    public string ParameterName { get; }

    /// <summary>The argument behind a colon, or null.</summary>
    public ExpressionAst? Argument { get; }

    /// <summary>The position of the name.</summary>
    public IScriptExtent ErrorPosition { get; }

    internal override IEnumerable<Ast> Children()
    {
        if (Argument is not null)
            yield return Argument;
    }
}
