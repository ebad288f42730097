using System;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>The whole way from objects to lines: default formatting, then rendering.</summary>
internal sealed class OutputFormatter
{
    private readonly ObjectFormatter _formatter;
    private readonly PacketRenderer _renderer;

    public OutputFormatter(FormatDatabase database, int enumerationLimit, ILineSink sink)
    {
        _renderer = new PacketRenderer(sink);
        _formatter = new ObjectFormatter(ViewShape.Undefined, null, database, enumerationLimit, _renderer.Process);
    }

    public void Process(object? value)
    {
        // A document that a Format-* cmdlet begins ends the one of default formatting.
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is FormatStartData) _formatter.Finish();
        _formatter.Process(value);
    }

    public void Finish()
    {
        _formatter.Finish();
        _renderer.Finish();
    }
}

/// <summary>Keeps lines in a list or hands them on.</summary>
internal sealed class CallbackSink(int width, int textWidth, Action<string> write) : ILineSink
{
    public int Width { get; } = width;

    public int TextWidth { get; } = textWidth;

    public void WriteLine(string line, OutputStream stream) =>
        write(PSStyle.Instance.Render(line, isTerminal: false));
}
