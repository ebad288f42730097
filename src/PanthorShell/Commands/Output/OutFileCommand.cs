using System;
using System.Management.Automation;
using System.Text;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes the text that the host would print to a file.</summary>
[Cmdlet(VerbsData.Out, "File", SupportsShouldProcess = true, DefaultParameterSetName = "ByPath")]
internal sealed class OutFileCommand : OutCommandBase, IDisposable
{
    private TextFileWriter? _writer;

    [Alias("Path")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByPath")]
    public string? FilePath { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(Mandatory = true, ParameterSetName = "ByLiteralPath", ValueFromPipelineByPropertyName = true)]
    public string? LiteralPath { get; set; }

    [Parameter(Position = 1)]
    [EncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodings.Default;

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Alias("NoOverwrite")]
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    public void Dispose() => _writer?.Dispose();

    protected override void BeginProcessing()
    {
        string path = LiteralPath is not null
            ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(LiteralPath)
            : FilePaths.Single(this, FilePath!);
        if (ShouldProcess(path, "Output to File"))
            _writer = TextFileWriter.Open(this, path, Encoding, Append, Force, NoClobber);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        Dispose();
    }

    private protected override ILineSink Sink() => new CallbackSink(
        Width > 0 ? Width : SinkWidth(), Width > 0 ? Width : int.MaxValue, Write);

    private void Write(string line)
    {
        if (NoNewline) _writer?.Write(line);
        else _writer?.WriteLine(line);
    }
}
