namespace System.Management.Automation.Language;

/// <summary>An error found while a script was parsed.</summary>
public sealed class ParseError
{
    /// <summary>Describes an error.</summary>
    /// <param name="extent">Where it is.</param>
    /// <param name="errorId">The stable id.</param>
    /// <param name="message">The text for the user.</param>
    public ParseError(IScriptExtent extent, string errorId, string message)
        : this(extent, errorId, message, false)
    {
    }

    internal ParseError(IScriptExtent extent, string errorId, string message, bool incompleteInput)
    {
        ArgumentNullException.ThrowIfNull(extent);
        Extent = extent;
        ErrorId = errorId;
        Message = message;
        IncompleteInput = incompleteInput;
    }

    /// <summary>Where the error is.</summary>
    public IScriptExtent Extent { get; }

    /// <summary>The stable id of the error.</summary>
    public string ErrorId { get; }

    /// <summary>The text for the user.</summary>
    public string Message { get; }

    /// <summary>Whether more input could mend the error; a prompt then asks for another line.</summary>
    public bool IncompleteInput { get; }

    /// <summary>The text with its position.</summary>
    public override string ToString()
        => $"At {Extent.File ?? "line"}:{Extent.StartLineNumber} char:{Extent.StartColumnNumber}: {Message}";
}
