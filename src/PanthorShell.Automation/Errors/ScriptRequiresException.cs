namespace System.Management.Automation;

/// <summary>A #Requires statement is not met.</summary>
public class ScriptRequiresException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public ScriptRequiresException()
    {
        Initialize("ScriptRequiresException", ErrorCategory.ResourceUnavailable);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ScriptRequiresException(string? message)
        : base(message)
    {
        Initialize("ScriptRequiresException", ErrorCategory.ResourceUnavailable);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ScriptRequiresException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("ScriptRequiresException", ErrorCategory.ResourceUnavailable);
    }

    internal ScriptRequiresException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.ResourceUnavailable);
    }
}
