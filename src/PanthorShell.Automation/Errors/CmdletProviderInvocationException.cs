namespace System.Management.Automation;

/// <summary>A provider raised an error in a cmdlet.</summary>
public class CmdletProviderInvocationException : CmdletInvocationException
{
    /// <summary>Creates the exception without a message.</summary>
    public CmdletProviderInvocationException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public CmdletProviderInvocationException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public CmdletProviderInvocationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
