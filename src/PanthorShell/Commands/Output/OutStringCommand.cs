using System;
using System.Management.Automation;
using System.Text;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>The text that the host would print, as one string or line by line.</summary>
[Cmdlet(VerbsData.Out, "String", DefaultParameterSetName = "NoNewLineFormatting")]
[OutputType(typeof(string))]
internal sealed class OutStringCommand : OutCommandBase
{
    private readonly StringBuilder _text = new();

    [Parameter(ParameterSetName = "StreamFormatting")]
    public SwitchParameter Stream { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter(ParameterSetName = "NoNewLineFormatting")]
    public SwitchParameter NoNewline { get; set; }

    private protected override ILineSink Sink() => new CallbackSink(
        Width > 0 ? Width : SinkWidth(), Width > 0 ? Width : int.MaxValue, Write);

    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (!Stream) WriteObject(_text.ToString());
    }

    private void Write(string line)
    {
        if (Stream) WriteObject(line);
        else if (NoNewline) _text.Append(line);
        else _text.Append(line).Append(Environment.NewLine);
    }
}
