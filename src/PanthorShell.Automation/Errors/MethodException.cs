namespace System.Management.Automation;

/// <summary>A method cannot be called.</summary>
public class MethodException : ExtendedTypeSystemException
{
    /// <summary>Creates the exception without a message.</summary>
    public MethodException()
    {
        Initialize("MethodException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public MethodException(string? message)
        : base(message)
    {
        Initialize("MethodException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public MethodException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("MethodException", ErrorCategory.NotSpecified);
    }

    internal MethodException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.NotSpecified);
    }
}
