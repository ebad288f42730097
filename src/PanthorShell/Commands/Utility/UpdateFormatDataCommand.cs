using System.IO;
using System.Management.Automation;
using PanthorShell.Formatting;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Loads format files.</summary>
[Cmdlet(VerbsData.Update, "FormatData", SupportsShouldProcess = true)]
internal sealed class UpdateFormatDataCommand : PSCmdlet
{
    [Alias("PSPath", "Path")]
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] AppendPath { get; set; } = [];

    [Parameter]
    public string[] PrependPath { get; set; } = [];

    protected override void ProcessRecord()
    {
        FormatDatabase database = ShellState.Of(this).Formats;
        foreach (string path in FilePaths.Resolve(this, PrependPath, literal: false))
            Load(database, path, prepend: true);
        foreach (string path in FilePaths.Resolve(this, AppendPath, literal: false))
            Load(database, path, prepend: false);
    }

    private void Load(FormatDatabase database, string path, bool prepend)
    {
        if (!ShouldProcess("Target File: " + path, "Update FormatData")) return;
        try
        {
            database.Load(path, prepend);
        }
        catch (InvalidDataException exception)
        {
            WriteError(new ErrorRecord(exception, "FormatXmlUpdateException", ErrorCategory.InvalidOperation, path));
        }
    }
}
