using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>A text is not a script that can run.</summary>
public class ParseException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public ParseException()
    {
        Initialize("Parse", ErrorCategory.ParserError);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ParseException(string? message)
        : base(message)
    {
        Initialize("Parse", ErrorCategory.ParserError);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ParseException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("Parse", ErrorCategory.ParserError);
    }

    /// <summary>Creates the exception from what the parser found.</summary>
    public ParseException(ParseError[] errors)
        : base(Text(errors))
    {
        ArgumentNullException.ThrowIfNull(errors);
        Errors = errors;
        Initialize(errors.Length > 0 ? errors[0].ErrorId : "Parse", ErrorCategory.ParserError);
        if (errors.Length > 0) ErrorRecord.SetInvocation(InvocationInfo.Create(null, errors[0].Extent));
    }

    /// <summary>What the parser found.</summary>
    public ParseError[] Errors { get; } = [];

    private static string Text(ParseError[] errors) => errors.Length == 0
        ? string.Empty
        : string.Join(Environment.NewLine + Environment.NewLine, Array.ConvertAll(errors, Describe));

    private static string Describe(ParseError error) =>
        InvocationInfo.PositionText(error.Extent) + Environment.NewLine + error.Message;
}
