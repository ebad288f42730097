namespace System.Management.Automation;

/// <summary>A property does not exist.</summary>
public class PropertyNotFoundException : ExtendedTypeSystemException
{
    /// <summary>Creates the exception without a message.</summary>
    public PropertyNotFoundException()
    {
        Initialize("PropertyNotFoundException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public PropertyNotFoundException(string? message)
        : base(message)
    {
        Initialize("PropertyNotFoundException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PropertyNotFoundException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("PropertyNotFoundException", ErrorCategory.NotSpecified);
    }

    internal PropertyNotFoundException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.NotSpecified);
    }
}
