namespace System.Management.Automation;

/// <summary>A call into the engine is not possible now.</summary>
public class PSInvalidOperationException : InvalidOperationException, IContainsErrorRecord
{
    private ErrorRecord? _errorRecord;

    /// <summary>Creates the exception without a message.</summary>
    public PSInvalidOperationException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public PSInvalidOperationException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PSInvalidOperationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The record.</summary>
    public ErrorRecord ErrorRecord => _errorRecord ??= new ErrorRecord(
        new ParentContainsErrorRecordException(this), "InvalidOperation", ErrorCategory.InvalidOperation, null);
}
