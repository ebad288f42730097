namespace System.Management.Automation;

/// <summary>An argument of a call into the engine is null.</summary>
public class PSArgumentNullException : ArgumentNullException, IContainsErrorRecord
{
    private ErrorRecord? _errorRecord;

    /// <summary>Creates the exception without a message.</summary>
    public PSArgumentNullException()
    {
    }

    /// <summary>Creates the exception for a parameter.</summary>
    public PSArgumentNullException(string? paramName)
        : base(paramName)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PSArgumentNullException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for a parameter with a message.</summary>
    public PSArgumentNullException(string? paramName, string? message)
        : base(paramName, message)
    {
    }

    /// <summary>The record.</summary>
    public ErrorRecord ErrorRecord => _errorRecord ??= new ErrorRecord(
        new ParentContainsErrorRecordException(this), "ArgumentNull", ErrorCategory.InvalidArgument, null);
}
