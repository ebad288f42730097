namespace System.Management.Automation;

/// <summary>A called method threw.</summary>
public class MethodInvocationException : MethodException
{
    /// <summary>Creates the exception without a message.</summary>
    public MethodInvocationException()
    {
        Initialize("MethodInvocationException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public MethodInvocationException(string? message)
        : base(message)
    {
        Initialize("MethodInvocationException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public MethodInvocationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("MethodInvocationException", ErrorCategory.NotSpecified);
    }

    internal MethodInvocationException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.NotSpecified);
    }
}
