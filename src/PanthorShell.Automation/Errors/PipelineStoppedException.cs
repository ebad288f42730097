namespace System.Management.Automation;

/// <summary>The pipeline was stopped.</summary>
public class PipelineStoppedException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public PipelineStoppedException()
    {
        Initialize("PipelineStopped", ErrorCategory.OperationStopped);
    }

    /// <summary>Creates the exception with a message.</summary>
    public PipelineStoppedException(string? message)
        : base(message)
    {
        Initialize("PipelineStopped", ErrorCategory.OperationStopped);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PipelineStoppedException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("PipelineStopped", ErrorCategory.OperationStopped);
    }
}
