using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets items.</summary>
[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = "Path")]
internal sealed class GetItemCommand : ItemCommandBase
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Alias("PSPath", "LP")]
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralPath { get; set; }

    protected override void ProcessRecord()
    {
        string[] paths = LiteralPath ?? Path ?? [];
        foreach (string path in paths)
        {
            if (!ItemLocation.Of(this, path).IsFileSystem)
            {
                WriteDriveItems(path, LiteralPath is not null);
            }
            else
            {
                foreach (string full in Existing([path], LiteralPath is not null)) WriteObject(Wrap(InfoOf(full)));
            }
        }
    }
}
