using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>The values of <c>$using:name</c> in a script block that is to run in other runspaces.</summary>
internal static class UsingValues
{
    /// <summary>Looks the names up where the script block is written.</summary>
    /// <exception cref="RuntimeException">A variable is not set, or is a script block.</exception>
    internal static IReadOnlyDictionary<string, object?> Capture(ScriptBlock block, ExecutionContext context)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (Ast found in block.Ast.FindAll(
            static node => node is VariableExpressionAst { VariablePath.IsUsing: true }, searchNestedScriptBlocks: true))
        {
            VariablePath path = ((VariableExpressionAst)found).VariablePath;
            string name = path.UserPath[(path.DriveName!.Length + 1)..];
            if (values.ContainsKey(name)) continue;
            if (TryFind(name, block, context, out object? value)) values.Add(name, value);
            else if (!IsNested(found, block.Ast)) throw Undefined(name);
        }

        return values;
    }

    private static bool TryFind(string name, ScriptBlock block, ExecutionContext context, out object? value)
    {
        SessionStateInternal session = block.Session ?? context.CurrentSession;
        value = null;
        if (session.FindVariable(new VariablePath(name)) is { } variable)
        {
            value = variable.Value;
            return PSObject.Base(value) is not ScriptBlock ? true : throw Refused(
                "ParallelUsingVariableCannotBeScriptBlock",
                "A ForEach-Object -Parallel using variable cannot be a script block. Passed-in script block variables "
                    + "are not supported with ForEach-Object -Parallel, and can result in undefined behavior.");
        }

        // What the caller of this runspace handed over goes on to the next.
        return context.Using is { } outer && outer.TryGetValue(name, out value);
    }

    // A name in a block within the block may be one that the outer block sets.
    private static bool IsNested(Ast node, Ast block)
    {
        for (Ast? ancestor = node.Parent; ancestor is not null && ancestor != block; ancestor = ancestor.Parent)
        {
            if (ancestor is ScriptBlockExpressionAst) return true;
        }

        return false;
    }

    private static RuntimeException Undefined(string name) => Refused(
        "UsingVariableIsUndefined",
        $"The value of the using variable '$using:{name}' cannot be retrieved because it has not been set in the local "
            + "session.");

    private static RuntimeException Refused(string id, string message) =>
        new(ErrorCategory.InvalidOperation, null, null, id, message, null);
}
