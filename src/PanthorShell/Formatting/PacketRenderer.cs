using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>Where formatted text goes.</summary>
internal interface ILineSink
{
    /// <summary>The columns that tables and wide lists take.</summary>
    int Width { get; }

    /// <summary>The columns that lists and custom layouts take; no limit where nobody asked for one.</summary>
    int TextWidth { get; }

    void WriteLine(string line, OutputStream stream);
}

/// <summary>
/// Turns packets into lines. Rows of a table whose widths are not given are held back until the group ends, or for
/// 300 ms when the table was not asked to size itself, so that the columns can fit their contents. As in PowerShell,
/// this goes on for all documents that follow in the same output, even for those that have widths of their own.
/// </summary>
internal sealed class PacketRenderer(ILineSink sink)
{
    private const int HoldMilliseconds = 300;

    private readonly List<FormatEntryData> _held = [];
    private FormatStartData? _document;
    private bool _inGroup;
    private bool _holds;
    private bool _holdsLong;
    private bool _holding;
    private long _holdStart;
    private TableWriter? _table;
    private List<string>? _wideRow;
    private int _wideItems;
    private FrameNode? _groupLabel;
    private OutputStream _stream;

    public void Process(FormatPacket packet)
    {
        switch (packet)
        {
            case FormatStartData start:
                if (_inGroup) EndGroup();
                if (_document is not null) EndDocument();
                _document = start;
                Write("");
                break;
            case GroupStartData group:
                StartGroup(group);
                break;
            case FormatEntryData entry:
                AddEntry(entry);
                break;
            case GroupEndData:
                RequireDocument(packet);
                EndGroup();
                break;
            case FormatEndData:
                RequireDocument(packet);
                EndDocument();
                break;
        }
    }

    /// <summary>Closes what is open.</summary>
    public void Finish()
    {
        if (_inGroup) EndGroup();
        if (_document is not null) EndDocument();
    }

    private void RequireDocument(FormatPacket packet)
    {
        if (_document is not null) return;

        var error = new ErrorRecord(
            new InvalidOperationException(),
            "ConsoleLineOutputOutOfSequencePacket",
            ErrorCategory.InvalidData,
            null)
        {
            ErrorDetails = new ErrorDetails(
                $"The object of type \"{packet.GetType().FullName}\" is not valid or not in the correct sequence. "
                + "This is likely caused by a user-specified \"format-*\" command which is conflicting with the "
                + "default "
                + "formatting."),
        };
        throw new FormatSequenceException(error);
    }

    private void StartGroup(GroupStartData group)
    {
        RequireDocument(group);
        _inGroup = true;
        _groupLabel = group.Label;
        if (_document!.AutoSize)
        {
            _holds = true;
            _holdsLong = true;
        }
        else if (_document.Shape == ViewShape.Table && _document.Columns.Count > 0 && _document.Columns[0].Width == 0)
        {
            _holds = true;
            _holdsLong = false;
        }

        if (!_holds)
        {
            OpenGroup(null);
            return;
        }

        _holding = true;
        _holdStart = Stopwatch.GetTimestamp();
    }

    private void AddEntry(FormatEntryData entry)
    {
        if (_holding)
        {
            _held.Add(entry);
            if (!_holdsLong && Stopwatch.GetElapsedTime(_holdStart).TotalMilliseconds > HoldMilliseconds) Release();
            return;
        }

        if (!entry.OutOfBand) RequireDocument(entry);
        Print(entry);
    }

    private void Release()
    {
        if (!_holding) return;

        _holding = false;
        OpenGroup(_held);
        foreach (FormatEntryData entry in _held) Print(entry);
        _held.Clear();
    }

    private void OpenGroup(List<FormatEntryData>? entries)
    {
        if (_groupLabel is not null)
        {
            new CustomWriter(sink.TextWidth, Write).Write(_groupLabel);
            Write("");
        }

        if (_document!.Shape == ViewShape.Table) OpenTable(entries);
        else if (_document.Shape == ViewShape.Wide) OpenWide(entries);
    }

    private void OpenTable(List<FormatEntryData>? entries)
    {
        IReadOnlyList<TableColumn> columns = _document!.Columns;
        _table = null;
        if (columns.Count == 0) return;

        var widths = new int[columns.Count];
        var alignments = new CellAlignment[columns.Count];
        var labels = new string[columns.Count];
        for (int k = 0; k < widths.Length; k++)
        {
            labels[k] = columns[k].Label;
            alignments[k] = columns[k].Alignment;
            widths[k] = entries is null ? columns[k].Width : TextCells.Length(labels[k]);
        }

        if (entries is not null) Fit(widths, entries);
        _table = new TableWriter(sink.Width, widths, alignments);
        if (!_document.HideHeader) _table.WriteHeader(labels, Write);
    }

    private static void Fit(int[] widths, List<FormatEntryData> entries)
    {
        foreach (FormatEntryData entry in entries)
        {
            if (entry.Payload is not TableRowPayload row) continue;
            for (int k = 0; k < Math.Min(widths.Length, row.Cells.Length); k++)
                widths[k] = Math.Max(widths[k], TextCells.Length(row.Cells[k]));
        }
    }

    private void OpenWide(List<FormatEntryData>? entries)
    {
        int longest = 0;
        foreach (FormatEntryData entry in _document!.WideColumns == 0 ? entries ?? [] : [])
        {
            if (entry.Payload is WidePayload wide) longest = Math.Max(longest, TextCells.Length(wide.Text));
        }

        _wideItems = longest > 0 ? TableWriter.ItemsPerRow(longest, sink.Width)
            : _document!.WideColumns > 0 ? _document.WideColumns : 2;
        _wideRow = [];
        var alignments = new CellAlignment[_wideItems];
        Array.Fill(alignments, CellAlignment.Left);
        _table = new TableWriter(sink.Width, new int[_wideItems], alignments);
    }

    private void Print(FormatEntryData entry)
    {
        OutputStream previous = _stream;
        _stream = entry.Stream;
        try
        {
            if (entry.OutOfBand) PrintOutOfBand(entry.Payload);
            else PrintInDocument(entry.Payload);
        }
        finally
        {
            _stream = previous;
        }
    }

    private void PrintInDocument(EntryPayload payload)
    {
        switch (payload)
        {
            case TableRowPayload row:
                PrintRow(row);
                break;
            case ListPayload list:
                ListWriter.Write(list.Fields, sink.TextWidth, Write);
                Write("");
                break;
            case WidePayload wide:
                _wideRow!.Add(wide.Text);
                if (_wideRow.Count == _wideItems) FlushWide();
                break;
            case CustomPayload custom:
                new CustomWriter(sink.TextWidth, Write).Write(custom.Root);
                break;
        }
    }

    private void PrintRow(TableRowPayload row)
    {
        if (_table is null) return;

        int columns = _document!.Columns.Count;
        var cells = new string[columns];
        var alignments = new CellAlignment[columns];
        for (int k = 0; k < columns; k++)
        {
            bool present = k < row.Cells.Length;
            cells[k] = present ? row.Cells[k] : "";
            alignments[k] = present ? row.Alignments[k] : CellAlignment.Left;
        }

        _table.WriteRow(cells, alignments, row.Wrap, Write);
    }

    private void PrintOutOfBand(EntryPayload payload)
    {
        switch (payload)
        {
            case RawTextPayload text:
                Write(text.Text);
                break;
            case CustomPayload custom:
                new CustomWriter(int.MaxValue, Write).Write(custom.Root);
                break;
            case ListPayload list:
                Write("");
                ListWriter.Write(list.Fields, sink.TextWidth, Write);
                Write("");
                break;
        }
    }

    private void EndGroup()
    {
        Release();
        if (_document?.Shape == ViewShape.Wide) FlushWide();
        _inGroup = false;
        _table = null;
    }

    private void FlushWide()
    {
        if (_wideRow is null || _wideRow.Count == 0) return;

        while (_wideRow.Count < _wideItems) _wideRow.Add("");
        _table?.WriteRow([.. _wideRow], null, wrap: false, Write);
        _wideRow.Clear();
    }

    private void EndDocument()
    {
        if (_document!.Shape != ViewShape.List) Write("");
        _document = null;
    }

    private void Write(string line) => sink.WriteLine(line, _stream);
}

/// <summary>Format packets came in an order that no document has.</summary>
internal sealed class FormatSequenceException(ErrorRecord error)
    : InvalidOperationException(error.ErrorDetails!.Message)
{
    public ErrorRecord Error { get; } = error;
}
