namespace System.Management.Automation;

/// <summary>An argument of a call into the engine is out of range.</summary>
public class PSArgumentOutOfRangeException : ArgumentOutOfRangeException, IContainsErrorRecord
{
    private ErrorRecord? _errorRecord;

    /// <summary>Creates the exception without a message.</summary>
    public PSArgumentOutOfRangeException()
    {
    }

    /// <summary>Creates the exception for a parameter.</summary>
    public PSArgumentOutOfRangeException(string? paramName)
        : base(paramName)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PSArgumentOutOfRangeException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for a value.</summary>
    public PSArgumentOutOfRangeException(string? paramName, object? actualValue, string? message)
        : base(paramName, actualValue, message)
    {
    }

    /// <summary>The record.</summary>
    public ErrorRecord ErrorRecord => _errorRecord ??= new ErrorRecord(
        new ParentContainsErrorRecordException(this), "ArgumentOutOfRange", ErrorCategory.InvalidArgument, null);
}
