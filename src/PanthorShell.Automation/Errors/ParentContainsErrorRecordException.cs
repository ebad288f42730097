namespace System.Management.Automation;

/// <summary>Stands for the exception that holds the record, so that the record does not refer to itself.</summary>
public class ParentContainsErrorRecordException : SystemException
{
    private readonly Exception? _wrapper;

    /// <summary>Creates the stand-in for an exception.</summary>
    public ParentContainsErrorRecordException(Exception? wrapperException)
    {
        _wrapper = wrapperException;
    }

    /// <summary>Creates the stand-in with a message.</summary>
    public ParentContainsErrorRecordException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the stand-in with a message and a cause.</summary>
    public ParentContainsErrorRecordException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the stand-in without a message.</summary>
    public ParentContainsErrorRecordException()
    {
    }

    /// <inheritdoc/>
    public override string Message => _wrapper?.Message ?? base.Message;
}
