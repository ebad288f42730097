using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Makes the errors of the language itself.</summary>
internal static class Failure
{
    internal static RuntimeException Make(
        string errorId, string message, ErrorCategory category = ErrorCategory.InvalidOperation, object? target = null,
        Exception? inner = null, IScriptExtent? position = null)
    {
        var exception = new RuntimeException(category, null, position, errorId, message, inner);
        if (target is not null)
            exception.SetTargetObject(target);
        return exception;
    }

    internal static RuntimeException DivideByZero()
    {
        var inner = new DivideByZeroException();
        return Make("RuntimeException", inner.Message, ErrorCategory.NotSpecified, null, inner);
    }

    /// <summary>A failed conversion as an error of the statement: same id, as a RuntimeException.</summary>
    internal static RuntimeException Cast(PSInvalidCastException exception)
        => Make(exception.ErrorRecord.ErrorId, exception.Message, ErrorCategory.InvalidArgument, null, exception);

    internal static RuntimeException MethodNotFound(Type type, string name)
        => Make(
            "MethodNotFound",
            $"Method invocation failed because [{type.FullName}] does not contain a method named '{name}'.",
            ErrorCategory.InvalidOperation, name);

    internal static RuntimeException TypeNotFound(ITypeName name)
        => Make(
            "TypeNotFound", $"Unable to find type [{name.FullName}].", ErrorCategory.InvalidOperation,
            name, null, name.Extent);

    internal static RuntimeException NotANumber(string op, object? value)
        => Make(
            "OperatorRequiresNumber",
            $"The '{op}' operator works only on numbers. The operand is a '{value?.GetType().FullName}'.");
}
