namespace System.Management.Automation;

/// <summary>A value cannot be converted.</summary>
public class PSInvalidCastException : InvalidCastException, IContainsErrorRecord
{
    private readonly string _errorId = "PSInvalidCastException";
    private ErrorRecord? _errorRecord;

    /// <summary>Creates the exception without a message.</summary>
    public PSInvalidCastException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public PSInvalidCastException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PSInvalidCastException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal PSInvalidCastException(string errorId, Exception? innerException, string message)
        : base(message, innerException)
    {
        _errorId = errorId;
    }

    /// <summary>The record.</summary>
    public ErrorRecord ErrorRecord => _errorRecord ??= new ErrorRecord(
        new ParentContainsErrorRecordException(this), _errorId, ErrorCategory.InvalidArgument, null);
}
