namespace System.Management.Automation;

/// <summary>The setter of a property threw.</summary>
public class SetValueInvocationException : SetValueException
{
    /// <summary>Creates the exception without a message.</summary>
    public SetValueInvocationException()
    {
        Initialize("SetValueInvocationException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public SetValueInvocationException(string? message)
        : base(message)
    {
        Initialize("SetValueInvocationException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public SetValueInvocationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("SetValueInvocationException", ErrorCategory.NotSpecified);
    }

    internal SetValueInvocationException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.NotSpecified);
    }
}
