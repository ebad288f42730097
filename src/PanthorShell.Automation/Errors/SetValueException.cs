namespace System.Management.Automation;

/// <summary>A property cannot be written.</summary>
public class SetValueException : ExtendedTypeSystemException
{
    /// <summary>Creates the exception without a message.</summary>
    public SetValueException()
    {
        Initialize("SetValueException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public SetValueException(string? message)
        : base(message)
    {
        Initialize("SetValueException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public SetValueException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("SetValueException", ErrorCategory.NotSpecified);
    }

    internal SetValueException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.NotSpecified);
    }
}
