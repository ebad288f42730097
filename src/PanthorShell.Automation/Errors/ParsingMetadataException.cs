namespace System.Management.Automation;

/// <summary>A parameter is declared in a way that cannot be read.</summary>
public class ParsingMetadataException : MetadataException
{
    /// <summary>Creates the exception without a message.</summary>
    public ParsingMetadataException()
    {
        Initialize("ParsingMetadataException", ErrorCategory.MetadataError);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ParsingMetadataException(string? message)
        : base(message)
    {
        Initialize("ParsingMetadataException", ErrorCategory.MetadataError);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ParsingMetadataException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("ParsingMetadataException", ErrorCategory.MetadataError);
    }

    internal ParsingMetadataException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.MetadataError);
    }
}
