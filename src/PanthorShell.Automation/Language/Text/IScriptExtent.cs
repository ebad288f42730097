namespace System.Management.Automation.Language;

/// <summary>A span of a script.</summary>
public interface IScriptExtent
{
    /// <summary>The path of the file, or null.</summary>
    string? File { get; }

    /// <summary>Where the span starts.</summary>
    IScriptPosition StartScriptPosition { get; }

    /// <summary>Where the span ends (the position behind the last character).</summary>
    IScriptPosition EndScriptPosition { get; }

    /// <summary>The first line, counted from 1.</summary>
    int StartLineNumber { get; }

    /// <summary>The first column, counted from 1.</summary>
    int StartColumnNumber { get; }

    /// <summary>The last line, counted from 1.</summary>
    int EndLineNumber { get; }

    /// <summary>The column behind the last character, counted from 1.</summary>
    int EndColumnNumber { get; }

    /// <summary>The text of the span.</summary>
    string Text { get; }

    /// <summary>The offset of the first character.</summary>
    int StartOffset { get; }

    /// <summary>The offset behind the last character.</summary>
    int EndOffset { get; }
}
