namespace System.Management.Automation;

/// <summary>An argument cannot be transformed.</summary>
public class ArgumentTransformationMetadataException : MetadataException
{
    /// <summary>Creates the exception without a message.</summary>
    public ArgumentTransformationMetadataException()
    {
        Initialize("ArgumentTransformationMetadataException", ErrorCategory.MetadataError);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ArgumentTransformationMetadataException(string? message)
        : base(message)
    {
        Initialize("ArgumentTransformationMetadataException", ErrorCategory.MetadataError);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ArgumentTransformationMetadataException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("ArgumentTransformationMetadataException", ErrorCategory.MetadataError);
    }

    internal ArgumentTransformationMetadataException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        Initialize(errorId, ErrorCategory.MetadataError);
    }
}
