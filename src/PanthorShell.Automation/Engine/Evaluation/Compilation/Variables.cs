using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Reads of variables.</summary>
internal static class Variables
{
    internal static readonly VariablePath Item = new("_");

    /// <summary>The path of a variable; <c>$PSItem</c> is another name of <c>$_</c>.</summary>
    internal static VariablePath PathOf(VariableExpressionAst variable)
        => variable.VariablePath.UserPath.Equals("PSItem", StringComparison.OrdinalIgnoreCase)
            ? Item
            : variable.VariablePath;

    internal static Eval CompileRead(VariableExpressionAst variable)
    {
        VariablePath path = PathOf(variable);
        switch (path.UserPath.ToLowerInvariant())
        {
            case "null":
                return static _ => null;
            case "true":
                return static _ => Boxes.True;
            case "false":
                return static _ => Boxes.False;
            case "?":
                return static frame => Boxes.Of(frame.Runtime.LastSucceeded);
        }
        if (path.IsUsing)
            return frame => frame.Runtime.UsingValue(path.UserPath[(path.DriveName!.Length + 1)..]);
        if (!path.IsVariable)
            return frame => frame.Runtime.GetDriveItem(path);
        return frame =>
        {
            PSVariable? found = frame.Runtime.FindVariable(path);
            if (found is not null)
                return found.Value;
            return frame.IsStrict(1) ? throw Undefined(variable) : null;
        };
    }

    private static RuntimeException Undefined(VariableExpressionAst variable)
        => Failure.Make(
            "VariableIsUndefined",
            $"The variable '${variable.VariablePath.UserPath}' cannot be retrieved because it has not been set.",
            ErrorCategory.InvalidOperation, variable.VariablePath.UserPath, null, variable.Extent);
}
