using System;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace PanthorShell.Hosting;

/// <summary>Shows progress on the last line of the terminal, and takes it away before anything else is written.</summary>
internal sealed class ProgressLine
{
    private const string ClearLine = "\r\x1b[K";

    private bool _isShown;

    /// <summary>Shows a record, or takes the line away if it is the last of its activity.</summary>
    public void Show(ProgressRecord record)
    {
        if (!Terminal.CanStyle) return;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        string text = $"{record.Activity} [{Status(record)}]";
        Console.Out.Write(ClearLine + TextCells.Head(text.ReplaceLineEndings(" "), ConsoleSize.Width - 1));
        Console.Out.Flush();
        _isShown = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (!_isShown) return;
        Console.Out.Write(ClearLine);
        _isShown = false;
    }

    private static string Status(ProgressRecord record) => record.PercentComplete >= 0
        ? $"{record.StatusDescription} {record.PercentComplete} %"
        : record.StatusDescription;
}
