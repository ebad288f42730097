using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>An argument cannot be transformed into what its parameter takes.</summary>
internal sealed class ParameterBindingArgumentTransformationException : ParameterBindingException
{
    internal ParameterBindingArgumentTransformationException(
        ErrorCategory category, InvocationInfo? invocation, IScriptExtent? position, string? parameterName,
        Type? parameterType, Type? typeSpecified, string errorId, string message, Exception? innerException = null)
        : base(category, invocation, position, parameterName, parameterType, typeSpecified, errorId, message,
            innerException)
    {
    }
}
