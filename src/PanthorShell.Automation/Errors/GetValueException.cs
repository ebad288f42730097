namespace System.Management.Automation;

/// <summary>A property cannot be read.</summary>
public class GetValueException : ExtendedTypeSystemException
{
    /// <summary>Creates the exception without a message.</summary>
    public GetValueException()
    {
        Initialize("GetValueException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public GetValueException(string? message)
        : base(message)
    {
        Initialize("GetValueException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public GetValueException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("GetValueException", ErrorCategory.NotSpecified);
    }

    internal GetValueException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.NotSpecified);
    }
}
