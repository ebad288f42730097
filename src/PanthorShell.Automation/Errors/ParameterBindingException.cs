using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>The arguments of a command do not fit its parameters.</summary>
public class ParameterBindingException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public ParameterBindingException()
    {
        Initialize("ParameterBindingException", ErrorCategory.InvalidArgument);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ParameterBindingException(string? message)
        : base(message)
    {
        Initialize("ParameterBindingException", ErrorCategory.InvalidArgument);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ParameterBindingException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("ParameterBindingException", ErrorCategory.InvalidArgument);
    }

    internal ParameterBindingException(
        ErrorCategory category, InvocationInfo? invocation, IScriptExtent? position, string? parameterName,
        Type? parameterType, Type? typeSpecified, string errorId, string message, Exception? innerException = null)
        : base(category, invocation, position, errorId, message, innerException)
    {
        CommandInvocation = invocation;
        ParameterName = parameterName;
        ParameterType = parameterType;
        TypeSpecified = typeSpecified;
        ErrorId = errorId;
        Line = position?.StartLineNumber ?? invocation?.ScriptLineNumber ?? 0;
        Offset = position?.StartColumnNumber ?? invocation?.OffsetInLine ?? 0;
    }

    /// <summary>The call.</summary>
    public InvocationInfo? CommandInvocation { get; }

    /// <summary>The parameter.</summary>
    public string? ParameterName { get; }

    /// <summary>The type of the parameter.</summary>
    public Type? ParameterType { get; }

    /// <summary>The type of the argument.</summary>
    public Type? TypeSpecified { get; }

    /// <summary>The id of the error.</summary>
    public string ErrorId { get; } = "ParameterBindingException";

    /// <summary>The line of the argument.</summary>
    public long Line { get; }

    /// <summary>The column of the argument.</summary>
    public long Offset { get; }
}
