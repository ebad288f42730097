namespace System.Management.Automation;

/// <summary>A wildcard pattern is malformed.</summary>
public class WildcardPatternException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public WildcardPatternException()
    {
        Initialize("WildcardPattern_Invalid", ErrorCategory.InvalidArgument);
    }

    /// <summary>Creates the exception with a message.</summary>
    public WildcardPatternException(string? message)
        : base(message)
    {
        Initialize("WildcardPattern_Invalid", ErrorCategory.InvalidArgument);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public WildcardPatternException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("WildcardPattern_Invalid", ErrorCategory.InvalidArgument);
    }

    internal WildcardPatternException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.InvalidArgument);
    }
}
