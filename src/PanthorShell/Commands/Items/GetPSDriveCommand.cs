using System;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gets drives.</summary>
[Cmdlet(VerbsCommon.Get, "PSDrive")]
[OutputType(typeof(PSDriveInfo))]
internal sealed class GetPSDriveCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public string[] PSProvider { get; set; } = ["*"];

    protected override void ProcessRecord()
    {
        foreach (PSDriveInfo drive in SessionState.Drive.GetAll()
            .OrderBy(drive => drive.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (Name.Any(pattern => Like(drive.Name, pattern))
                && PSProvider.Any(pattern => Like(drive.Provider.Name, pattern)))
                WriteObject(drive);
        }
    }

    private static bool Like(string text, string pattern) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)
        .IsMatch(text);
}
