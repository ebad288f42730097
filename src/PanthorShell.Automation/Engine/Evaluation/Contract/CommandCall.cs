using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>A command with its evaluated arguments.</summary>
internal sealed class CommandCall
{
    /// <summary>The syntax, for positions and <c>$MyInvocation</c>.</summary>
    internal required CommandAst Ast { get; init; }

    /// <summary>A name, a ScriptBlock or a CommandInfo (not wrapped in a PSObject).</summary>
    internal required object Command { get; init; }

    /// <summary>The arguments in order, splatted ones expanded.</summary>
    internal required IReadOnlyList<CommandArgument> Arguments { get; init; }

    /// <summary>The redirections.</summary>
    internal IReadOnlyList<RedirectionCall> Redirections { get; init; } = [];

    /// <summary>`Ampersand`, `Dot` (no new scope) or `Unknown`.</summary>
    internal TokenKind InvocationOperator => Ast.InvocationOperator;
}
