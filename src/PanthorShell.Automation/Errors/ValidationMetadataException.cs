namespace System.Management.Automation;

/// <summary>An argument does not fit the validation of its parameter.</summary>
public class ValidationMetadataException : MetadataException
{
    /// <summary>Creates the exception without a message.</summary>
    public ValidationMetadataException()
    {
        Initialize("ValidationMetadataException", ErrorCategory.MetadataError);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ValidationMetadataException(string? message)
        : base(message)
    {
        Initialize("ValidationMetadataException", ErrorCategory.MetadataError);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ValidationMetadataException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("ValidationMetadataException", ErrorCategory.MetadataError);
    }

    internal ValidationMetadataException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.MetadataError);
    }
}
