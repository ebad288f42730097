namespace System.Management.Automation;

/// <summary>The declaration of a command or of a parameter is wrong, or an argument does not fit it.</summary>
public class MetadataException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public MetadataException()
    {
        Initialize("MetadataException", ErrorCategory.MetadataError);
    }

    /// <summary>Creates the exception with a message.</summary>
    public MetadataException(string? message)
        : base(message)
    {
        Initialize("MetadataException", ErrorCategory.MetadataError);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public MetadataException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("MetadataException", ErrorCategory.MetadataError);
    }

    internal MetadataException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.MetadataError);
    }
}
