using System.IO;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads objects from a file of delimited text.</summary>
[Cmdlet(VerbsData.Import, "Csv")]
internal sealed class ImportCsvCommand : PSCmdlet
{
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public string[]? Header { get; set; }

    [Parameter]
    [EncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodings.Default;

    protected override void ProcessRecord()
    {
        foreach (string file in FilePaths.Resolve(this, LiteralPath ?? Path ?? [], LiteralPath is not null))
        {
            if (!File.Exists(file))
            {
                var missing = new FileNotFoundException($"Could not find file '{file}'.", file);
                WriteError(new ErrorRecord(missing, "FileOpenFailure", ErrorCategory.OpenError, null));
                continue;
            }

            using var reader = new StreamReader(file, Encoding);
            new CsvInput(this, Delimiter, Header).Read(reader);
        }
    }
}
