namespace System.Management.Automation;

/// <summary>A provider failed.</summary>
public class ProviderInvocationException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public ProviderInvocationException()
    {
        Initialize("ProviderInvocationException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ProviderInvocationException(string? message)
        : base(message)
    {
        Initialize("ProviderInvocationException", ErrorCategory.NotSpecified);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ProviderInvocationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("ProviderInvocationException", ErrorCategory.NotSpecified);
    }
}
