namespace System.Management.Automation;

/// <summary>A native program could not be started.</summary>
public class ApplicationFailedException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public ApplicationFailedException()
    {
        Initialize("NativeCommandFailed", ErrorCategory.ResourceUnavailable);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ApplicationFailedException(string? message)
        : base(message)
    {
        Initialize("NativeCommandFailed", ErrorCategory.ResourceUnavailable);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ApplicationFailedException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("NativeCommandFailed", ErrorCategory.ResourceUnavailable);
    }

    internal ApplicationFailedException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.ResourceUnavailable);
    }
}
