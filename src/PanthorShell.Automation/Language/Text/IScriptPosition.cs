namespace System.Management.Automation.Language;

/// <summary>A position in a script.</summary>
public interface IScriptPosition
{
    /// <summary>The path of the file, or null.</summary>
    string? File { get; }

    /// <summary>The line, counted from 1.</summary>
    int LineNumber { get; }

    /// <summary>The column, counted from 1.</summary>
    int ColumnNumber { get; }

    /// <summary>The offset in the script, counted from 0.</summary>
    int Offset { get; }

    /// <summary>The text of the line.</summary>
    string Line { get; }

    /// <summary>The whole script.</summary>
    string GetFullScript();
}
