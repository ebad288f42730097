using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Turns objects into delimited text.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
internal sealed class ConvertToCsvCommand : CsvOutputCommandBase
{
    private protected override void Write(string line) => WriteObject(line);
}
