namespace System.Management.Automation;

/// <summary>The pipeline is closed.</summary>
public class PipelineClosedException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public PipelineClosedException()
    {
        Initialize("PipelineClosed", ErrorCategory.OperationStopped);
    }

    /// <summary>Creates the exception with a message.</summary>
    public PipelineClosedException(string? message)
        : base(message)
    {
        Initialize("PipelineClosed", ErrorCategory.OperationStopped);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PipelineClosedException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("PipelineClosed", ErrorCategory.OperationStopped);
    }
}
