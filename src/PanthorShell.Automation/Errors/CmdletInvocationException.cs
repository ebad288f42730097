namespace System.Management.Automation;

/// <summary>A cmdlet raised a terminating error.</summary>
public class CmdletInvocationException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public CmdletInvocationException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public CmdletInvocationException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public CmdletInvocationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal CmdletInvocationException(ErrorRecord errorRecord)
        : base(RetrieveMessage(errorRecord.Exception) is var text
            && errorRecord.ErrorDetails is { Message.Length: > 0 } d
            ? d.Message
            : text, errorRecord.Exception)
    {
        SetErrorRecord(errorRecord);
    }

    internal CmdletInvocationException(Exception innerException, InvocationInfo? invocation)
        : base(RetrieveMessage(innerException), innerException)
    {
        ErrorRecord record = innerException is IContainsErrorRecord { ErrorRecord: { } inner }
            ? new ErrorRecord(inner, innerException)
            : new ErrorRecord(innerException, innerException.GetType().FullName, ErrorCategory.NotSpecified, null);
        record.SetInvocation(invocation);
        SetErrorRecord(record);
    }
}
