using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>A command with its arguments.</summary>
public sealed class CommandAst : CommandBaseAst
{
    internal CommandAst(
        IScriptExtent extent, ReadOnlyCollection<RedirectionAst> redirections,
        ReadOnlyCollection<CommandElementAst> commandElements, TokenKind invocationOperator)
        : base(extent, redirections)
    {
        CommandElements = commandElements;
        InvocationOperator = invocationOperator;
        Adopt(commandElements);
    }

    /// <summary>The command name and the arguments.</summary>
    public ReadOnlyCollection<CommandElementAst> CommandElements { get; }

    /// <summary>`Ampersand`, `Dot` or `Unknown`.</summary>
    public TokenKind InvocationOperator { get; }

    /// <summary>The name of the command, or null where it is not a plain word.</summary>
    public string? GetCommandName() => (CommandElements[0] as StringConstantExpressionAst)?.Value;

    internal override IEnumerable<Ast> Children()
    {
        foreach (Ast child in base.Children())
            yield return child;
        foreach (Ast child in CommandElements)
            yield return child;
    }
}
