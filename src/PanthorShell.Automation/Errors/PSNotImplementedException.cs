namespace System.Management.Automation;

/// <summary>A call into the engine is not implemented.</summary>
public class PSNotImplementedException : NotImplementedException, IContainsErrorRecord
{
    private ErrorRecord? _errorRecord;

    /// <summary>Creates the exception without a message.</summary>
    public PSNotImplementedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public PSNotImplementedException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PSNotImplementedException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The record.</summary>
    public ErrorRecord ErrorRecord => _errorRecord ??= new ErrorRecord(
        new ParentContainsErrorRecordException(this), "NotImplemented", ErrorCategory.NotImplemented, null);
}
