namespace System.Management.Automation.Language;

/// <summary>A token with what the parser needs to know about it.</summary>
internal sealed class Lexeme : Token
{
    internal Lexeme(TokenKind kind, ScriptExtent extent)
        : base(kind, extent)
    {
        Start = extent.StartOffset;
        End = extent.EndOffset;
    }

    internal int Start { get; }

    internal int End { get; }

    /// <summary>The value of a number, the name of a variable or parameter, or the expression of a string.</summary>
    internal object? Value { get; init; }

    /// <summary>Whether white space or the start of the script precedes the token.</summary>
    internal bool SpaceBefore { get; set; }

    /// <summary>For a parameter: whether a colon ends it. For a redirection: whether it appends.</summary>
    internal bool Flag { get; init; }

    /// <summary>For a redirection: the stream redirected, and the stream it goes to (or -1 for a file).</summary>
    internal (int From, int To) Streams { get; init; }

    internal bool Is(TokenKind kind) => Kind == kind;
}
