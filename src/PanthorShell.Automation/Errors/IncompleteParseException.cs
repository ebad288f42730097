namespace System.Management.Automation;

/// <summary>The text ends in the middle of a statement.</summary>
public class IncompleteParseException : ParseException
{
    /// <summary>Creates the exception without a message.</summary>
    public IncompleteParseException()
    {
        Initialize("IncompleteParse", ErrorCategory.ParserError);
    }

    /// <summary>Creates the exception with a message.</summary>
    public IncompleteParseException(string? message)
        : base(message)
    {
        Initialize("IncompleteParse", ErrorCategory.ParserError);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public IncompleteParseException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("IncompleteParse", ErrorCategory.ParserError);
    }
}
