using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>An argument does not pass the validation of its parameter.</summary>
internal sealed class ParameterBindingValidationException : ParameterBindingException
{
    internal ParameterBindingValidationException(
        ErrorCategory category, InvocationInfo? invocation, IScriptExtent? position, string? parameterName,
        Type? parameterType, Type? typeSpecified, string errorId, string message, Exception? innerException = null)
        : base(category, invocation, position, parameterName, parameterType, typeSpecified, errorId, message,
            innerException)
    {
    }
}
