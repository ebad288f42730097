namespace System.Management.Automation.Runspaces;

/// <summary>A runspace is in a state in which this is not possible.</summary>
public class InvalidRunspaceStateException : SystemException
{
    /// <summary>Creates the exception without a message.</summary>
    public InvalidRunspaceStateException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public InvalidRunspaceStateException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public InvalidRunspaceStateException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
