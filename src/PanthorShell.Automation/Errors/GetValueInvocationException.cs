namespace System.Management.Automation;

/// <summary>The getter of a property threw.</summary>
public class GetValueInvocationException : GetValueException
{
    /// <summary>Creates the exception without a message.</summary>
    public GetValueInvocationException()
    {
        Initialize("GetValueInvocationException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public GetValueInvocationException(string? message)
        : base(message)
    {
        Initialize("GetValueInvocationException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public GetValueInvocationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("GetValueInvocationException", ErrorCategory.NotSpecified);
    }

    internal GetValueInvocationException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.NotSpecified);
    }
}
