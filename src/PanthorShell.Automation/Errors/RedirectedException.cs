namespace System.Management.Automation;

/// <summary>Output was redirected wrongly.</summary>
public class RedirectedException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public RedirectedException()
    {
        Initialize("RedirectedException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public RedirectedException(string? message)
        : base(message)
    {
        Initialize("RedirectedException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public RedirectedException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("RedirectedException", ErrorCategory.NotSpecified);
    }
}
