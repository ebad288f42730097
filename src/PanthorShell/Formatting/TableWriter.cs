using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text;

namespace PanthorShell.Formatting;

/// <summary>Lays out the rows of one table: widths, alignment, cutting and wrapping.</summary>
internal sealed class TableWriter
{
    private readonly int[] _widths;
    private readonly CellAlignment[] _alignments;
    private readonly bool _usable;

    public TableWriter(int tableWidth, int[] widths, CellAlignment[] alignments)
    {
        _widths = widths;
        _alignments = alignments;
        if (tableWidth < 5) return;

        Distribute(tableWidth);
        _usable = Array.Exists(_widths, width => width >= 1);
    }

    /// <summary>The number of columns of a wide list that holds texts up to the given length.</summary>
    public static int ItemsPerRow(int length, int tableWidth)
    {
        if (length <= 0 || tableWidth < 1 || length >= tableWidth) return 1;

        int columns = 1;
        while ((length * (columns + 1)) + columns < tableWidth) columns++;
        return columns;
    }

    public void WriteHeader(string[] labels, Action<string> write)
    {
        if (!_usable) return;

        void WriteColoured(string line) =>
            write(PSStyle.Instance.Paint(PSStyle.Instance.Formatting.TableHeader, line));

        WriteRow(labels, _alignments, wrap: true, WriteColoured);
        var rule = new string[labels.Length];
        for (int k = 0; k < rule.Length; k++)
        {
            int length = _widths[k];
            if (length <= 0)
            {
                rule[k] = "";
                continue;
            }

            if (labels[k].Length > 0) length = Math.Min(length, TextCells.Length(labels[k]));
            rule[k] = new string('-', length);
        }

        WriteRow(rule, _alignments, wrap: false, WriteColoured);
    }

    public void WriteRow(string[] cells, CellAlignment[]? alignments, bool wrap, Action<string> write)
    {
        if (!_usable) return;

        var effective = new CellAlignment[_widths.Length];
        for (int k = 0; k < effective.Length; k++)
        {
            CellAlignment own = alignments is null ? CellAlignment.Undefined : alignments[k];
            effective[k] = own == CellAlignment.Undefined ? _alignments[k] : own;
        }

        if (wrap)
        {
            foreach (string line in WrappedRow(cells, effective)) write(line);
        }
        else
        {
            write(SingleRow(cells, effective));
        }
    }

    private string SingleRow(string[] cells, CellAlignment[] alignments)
    {
        var line = new StringBuilder();
        for (int k = 0; k < _widths.Length; k++)
        {
            if (_widths[k] <= 0) continue;

            if (k > 0) line.Append(' ');
            line.Append(Field(cells[k], _widths[k], alignments[k], pad: k < _widths.Length - 1));
        }

        return line.ToString();
    }

    private List<string> WrappedRow(string[] cells, CellAlignment[] alignments)
    {
        var visible = new List<int>();
        for (int k = 0; k < _widths.Length; k++)
        {
            if (_widths[k] > 0) visible.Add(k);
        }

        var columns = new List<List<string>>();
        int height = 0;
        for (int v = 0; v < visible.Count; v++)
        {
            int k = visible[v];
            bool pad = v < visible.Count - 1;
            List<string> lines = TextCells.Wrap(cells[k], _widths[k], _widths[k]);
            for (int i = 0; i < lines.Count; i++)
            {
                if (pad || alignments[k] is CellAlignment.Right or CellAlignment.Center)
                {
                    if (TextCells.Length(lines[i]) < _widths[k])
                        lines[i] = Field(lines[i], _widths[k], alignments[k], pad);
                }

                if (v > 0) lines[i] = " " + lines[i];
            }

            columns.Add(lines);
            height = Math.Max(height, lines.Count);
        }

        return JoinWrapped(columns, visible, height);
    }

    private List<string> JoinWrapped(List<List<string>> columns, List<int> visible, int height)
    {
        var rows = new List<string>(height);
        for (int row = 0; row < height; row++)
        {
            int last = columns.FindLastIndex(column => column.Count > row);
            var line = new StringBuilder();
            for (int v = 0; v <= last; v++)
            {
                string text = row < columns[v].Count
                    ? columns[v][row]
                    : v < columns.Count - 1 ? new string(' ', _widths[visible[v]] + (v > 0 ? 1 : 0)) : "";
                line.Append(v == last && height > 1 ? text.TrimEnd() : text);
            }

            rows.Add(line.ToString());
        }

        return rows;
    }

    private static string Field(string? value, int width, CellAlignment alignment, bool pad)
    {
        string text = TextCells.CutAtLineBreak(value);
        int length = TextCells.Length(text);
        bool right = alignment == CellAlignment.Right;
        if (length < width)
        {
            int missing = width - length;
            if (right) return new string(' ', missing) + text;
            if (alignment == CellAlignment.Center)
            {
                int before = missing / 2;
                return new string(' ', before) + text + (pad ? new string(' ', missing - before) : "");
            }

            return pad ? text + new string(' ', missing) : text;
        }

        if (length > width)
        {
            bool isStyled = EscapeSequence.IsIn(text);
            int kept = width - 1;
            if (kept > 0)
                text = right ? TextCells.Ellipsis + TextCells.Tail(text, kept) : TextCells.Head(text, kept)
                    + TextCells.Ellipsis;
            else
                text = right ? TextCells.Tail(text, width) : TextCells.Head(text, width);
            if (isStyled) text += PSStyle.Instance.Reset;
        }

        // A cut wide character may leave one cell empty.
        if (TextCells.Length(text) == width) return text;
        if (right) return " " + text;
        return pad ? text + " " : text;
    }

    private void Distribute(int tableWidth)
    {
        if (Array.TrueForAll(_widths, width => width > 0))
        {
            Shrink(tableWidth);
            return;
        }

        var open = new bool[_widths.Length];
        for (int k = 0; k < _widths.Length; k++)
        {
            open[k] = _widths[k] <= 0;
            if (_widths[k] == 0) _widths[k] = 1;
        }

        int available = tableWidth - TotalWidth();
        if (available < 0)
        {
            Shrink(tableWidth);
            return;
        }

        while (available > 0)
        {
            for (int k = 0; k < _widths.Length && available > 0; k++)
            {
                if (!open[k]) continue;
                _widths[k]++;
                available--;
            }
        }
    }

    /// <summary>Takes the excess from the last column, and drops it when nothing of it would remain.</summary>
    private void Shrink(int tableWidth)
    {
        for (int last = _widths.Length - 1; last >= 0; last--)
        {
            int excess = TotalWidth() - tableWidth;
            if (excess <= 0) return;

            if (_widths[last] - excess >= 1)
            {
                _widths[last] -= excess;
                return;
            }

            _widths[last] = -1;
        }
    }

    private int TotalWidth()
    {
        int sum = 0;
        int visible = 0;
        foreach (int width in _widths)
        {
            if (width <= 0) continue;
            sum += width;
            visible++;
        }

        return sum + visible - 1;
    }
}
