namespace System.Management.Automation;

/// <summary>Calls are nested too deeply.</summary>
public class ScriptCallDepthException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public ScriptCallDepthException()
    {
        Initialize("CallDepthOverflow", ErrorCategory.InvalidOperation);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ScriptCallDepthException(string? message)
        : base(message)
    {
        Initialize("CallDepthOverflow", ErrorCategory.InvalidOperation);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ScriptCallDepthException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("CallDepthOverflow", ErrorCategory.InvalidOperation);
    }
}
