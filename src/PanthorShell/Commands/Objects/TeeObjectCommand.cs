using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text;
using PanthorShell.Formatting;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Passes objects on and keeps a copy in a file or a variable.</summary>
[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
internal sealed class TeeObjectCommand : PSCmdlet, IDisposable
{
    private readonly List<object> _values = [];
    private TextFileWriter? _writer;
    private OutputFormatter? _formatter;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Alias("Path")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "File")]
    public string? FilePath { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(Mandatory = true, ParameterSetName = "LiteralFile")]
    public string? LiteralPath { get; set; }

    [Parameter(ParameterSetName = "File")]
    [Parameter(ParameterSetName = "Variable")]
    public SwitchParameter Append { get; set; }

    [Parameter(ParameterSetName = "File")]
    [Parameter(ParameterSetName = "LiteralFile")]
    [EncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodings.Default;

    [Parameter(Mandatory = true, ParameterSetName = "Variable")]
    public string? Variable { get; set; }

    public void Dispose() => _writer?.Dispose();

    protected override void BeginProcessing()
    {
        if (Variable is not null)
        {
            if (Append && SessionState.PSVariable.GetValue(Variable) is { } before)
                _values.AddRange(before is object[] many ? many : [before]);
            return;
        }

        string path = LiteralPath is not null
            ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(LiteralPath)
            : FilePaths.Single(this, FilePath!);
        _writer = TextFileWriter.Open(this, path, Encoding, Append, force: false, noClobber: false);
        int width = Host.UI?.RawUI?.BufferSize.Width ?? ConsoleSize.Width;
        _formatter = new OutputFormatter(
            ShellState.Of(this).Formats, ShellState.EnumerationLimit(this),
                new CallbackSink(width, int.MaxValue, _writer.WriteLine));
    }

    protected override void ProcessRecord()
    {
        if (Variable is not null) _values.Add(InputObject!);
        else _formatter!.Process(InputObject);
        WriteObject(InputObject);
    }

    protected override void EndProcessing()
    {
        _formatter?.Finish();
        Dispose();
        if (Variable is not null)
            SessionState.PSVariable.Set(Variable, _values.Count == 1 ? _values[0] : _values.ToArray());
    }
}
