namespace System.Management.Automation;

/// <summary>A member cannot be read, written, called or added.</summary>
public class ExtendedTypeSystemException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public ExtendedTypeSystemException()
    {
        Initialize("ExtendedTypeSystemException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ExtendedTypeSystemException(string? message)
        : base(message)
    {
        Initialize("ExtendedTypeSystemException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ExtendedTypeSystemException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("ExtendedTypeSystemException", ErrorCategory.NotSpecified);
    }

    internal ExtendedTypeSystemException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.NotSpecified);
    }
}
