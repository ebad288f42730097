namespace System.Management.Automation;

/// <summary>A line that a program wrote to its error stream.</summary>
public class RemoteException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public RemoteException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public RemoteException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public RemoteException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
