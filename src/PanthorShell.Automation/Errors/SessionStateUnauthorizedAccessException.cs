namespace System.Management.Automation;

/// <summary>A protected variable, function, alias or drive cannot be changed.</summary>
public class SessionStateUnauthorizedAccessException : SessionStateException
{
    /// <summary>Creates the exception without a message.</summary>
    public SessionStateUnauthorizedAccessException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public SessionStateUnauthorizedAccessException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public SessionStateUnauthorizedAccessException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal SessionStateUnauthorizedAccessException(
        string itemName, SessionStateCategory kind, string errorId, string message)
        : base(itemName, kind, errorId, ErrorCategory.WriteError, message)
    {
    }
}
