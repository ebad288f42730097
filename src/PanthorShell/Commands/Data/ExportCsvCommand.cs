using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes objects to a file of delimited text.</summary>
[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true)]
internal sealed class ExportCsvCommand : CsvOutputCommandBase, IDisposable
{
    private TextFileWriter? _writer;
    private List<string>? _existing;

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Alias("NoOverwrite")]
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [EncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodings.Default;

    [Parameter]
    public SwitchParameter Append { get; set; }

    private protected override IReadOnlyList<string>? ExistingNames => _existing;

    public void Dispose() => _writer?.Dispose();

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Path is null && LiteralPath is null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException("You must specify either the -Path or -LiteralPath parameters, but not both."),
                "CannotSpecifyPathAndLiteralPath",
                ErrorCategory.InvalidData,
                null));
        }

        string file = LiteralPath is not null
            ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(LiteralPath)
            : FilePaths.Single(this, Path!);
        if (!ShouldProcess(file)) return;

        if (Append && File.Exists(file))
        {
            using var reader = new StreamReader(file, Encoding);
            _existing = new CsvText(Delimiter).Read(reader);
        }

        _writer = TextFileWriter.Open(this, file, Encoding, Append, Force, NoClobber);
    }

    protected override void EndProcessing() => Dispose();

    private protected override void Write(string line) => _writer?.WriteLine(line);
}
