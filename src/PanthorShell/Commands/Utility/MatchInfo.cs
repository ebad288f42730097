using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>A line that Select-String found.</summary>
internal sealed class MatchInfo
{
    public bool IgnoreCase { get; set; }

    public int LineNumber { get; set; }

    public string Line { get; set; } = "";

    public string Filename => Path == InputStream ? InputStream : System.IO.Path.GetFileName(Path);

    public string Path { get; set; } = InputStream;

    public string Pattern { get; set; } = "";

    /// <summary>The lines around it; always null, as -Context is refused.</summary>
    public object? Context { get; }

    public Match[] Matches { get; set; } = [];

    internal const string InputStream = "InputStream";

    /// <summary>The line; for a file, after the file's name and the line's number.</summary>
    public override string ToString()
    {
        if (Path == InputStream) return Line;
        string relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, Path);
        string shown = relative.StartsWith("..", StringComparison.Ordinal) ? Path : relative;
        return string.Create(CultureInfo.InvariantCulture, $"{shown}:{LineNumber}:{Line}");
    }
}
