namespace System.Management.Automation;

/// <summary>A call into the engine is not supported.</summary>
public class PSNotSupportedException : NotSupportedException, IContainsErrorRecord
{
    private ErrorRecord? _errorRecord;

    /// <summary>Creates the exception without a message.</summary>
    public PSNotSupportedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public PSNotSupportedException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PSNotSupportedException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The record.</summary>
    public ErrorRecord ErrorRecord => _errorRecord ??= new ErrorRecord(
        new ParentContainsErrorRecordException(this), "NotSupported", ErrorCategory.NotImplemented, null);
}
