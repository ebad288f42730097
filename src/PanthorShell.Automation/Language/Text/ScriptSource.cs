using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <summary>The text of a script with the table of its line starts.</summary>
internal sealed class ScriptSource
{
    private readonly List<int> _lineStarts = [0];

    internal ScriptSource(string text, string? file)
    {
        Text = text;
        File = file;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                _lineStarts.Add(i + 1);
        }
    }

    internal string Text { get; }

    internal string? File { get; }

    internal int LineOf(int offset)
    {
        int index = _lineStarts.BinarySearch(offset);
        return index >= 0 ? index + 1 : ~index;
    }

    internal int ColumnOf(int offset) => offset - _lineStarts[LineOf(offset) - 1] + 1;

    internal string LineText(int line)
    {
        int start = _lineStarts[line - 1];
        int end = line < _lineStarts.Count ? _lineStarts[line] : Text.Length;
        return Text[start..end].TrimEnd('\r', '\n');
    }

    internal ScriptExtent Extent(int start, int end) => new(this, start, Math.Max(start, end));
}
