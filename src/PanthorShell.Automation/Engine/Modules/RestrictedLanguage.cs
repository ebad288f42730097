using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>Refuses scripts that are more than data.</summary>
internal static class RestrictedLanguage
{
    internal static void Check(
        ScriptBlockAst script, IEnumerable<string> commands, IEnumerable<string> variables,
            bool allowEnvironmentVariables)
    {
        HashSet<string> names = new(commands ?? [], StringComparer.OrdinalIgnoreCase);
        HashSet<string> known = new(variables ?? [], StringComparer.OrdinalIgnoreCase);
        foreach (Ast node in script.FindAll(static _ => true, searchNestedScriptBlocks: true))
        {
            string? reason = node switch
            {
                VariableExpressionAst variable when !IsAllowed(variable.VariablePath, known,
                    allowEnvironmentVariables) =>
                    $"The variable '${variable.VariablePath.UserPath}' cannot be used in restricted language mode "
                        + $"or a Data section.",
                CommandAst command when command.GetCommandName() is not { } name
                    || !(names.Contains(name) || names.Contains("*")) =>
                    $"The command '{command.GetCommandName()}' is not allowed in restricted language mode or a Data "
                        + $"section.",
                InvokeMemberExpressionAst =>
                    "Method calls are not allowed in restricted language mode or a Data section.",
                AssignmentStatementAst =>
                    "Assignment statements are not allowed in restricted language mode or a Data section.",
                FunctionDefinitionAst =>
                    "Function declarations are not allowed in restricted language mode or a Data section.",
                LoopStatementAst or TryStatementAst
                    or ThrowStatementAst => "Statements of this kind are not allowed in restricted language mode.",
                _ => null,
            };
            if (reason is not null) throw new ParseException([new ParseError(node.Extent, "NotAllowedInDataSection",
                reason)]);
        }
    }

    private static bool IsAllowed(VariablePath path, HashSet<string> known, bool environment) =>
        path.IsDriveQualified ? environment && path.DriveName!.Equals("env", StringComparison.OrdinalIgnoreCase)
            : known.Contains(path.UserPath) || known.Contains("*");
}
