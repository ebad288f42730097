namespace System.Management.Automation;

/// <summary>An argument of a call into the engine is wrong.</summary>
public class PSArgumentException : ArgumentException, IContainsErrorRecord
{
    private ErrorRecord? _errorRecord;

    /// <summary>Creates the exception without a message.</summary>
    public PSArgumentException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public PSArgumentException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public PSArgumentException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a message for a parameter.</summary>
    public PSArgumentException(string? message, string? paramName)
        : base(message, paramName)
    {
    }

    /// <inheritdoc/>
    public override string Message => ParamName is null ? base.Message : Plain(base.Message);

    private static string Plain(string text)
    {
        int at = text.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return at > 0 ? text[..at] : text;
    }

    /// <summary>The record.</summary>
    public ErrorRecord ErrorRecord => _errorRecord ??= new ErrorRecord(
        new ParentContainsErrorRecordException(this), "Argument", ErrorCategory.InvalidArgument, null);
}
