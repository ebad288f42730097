using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>A pipeline ready to run: all arguments are evaluated.</summary>
internal sealed class PipelineCall
{
    /// <summary>The syntax, for positions.</summary>
    internal required PipelineAst Ast { get; init; }

    /// <summary>The commands in order; at least one.</summary>
    internal required IReadOnlyList<CommandCall> Commands { get; init; }

    /// <summary>Whether an expression stands in front of the first command.</summary>
    internal bool HasInput { get; init; }

    /// <summary>
    /// What goes into the first command, enumerated by the pipeline as output is; <c>AutomationNull</c> is no object.
    /// </summary>
    internal object? Input { get; init; }
}
