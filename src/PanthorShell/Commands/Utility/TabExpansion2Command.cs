using System;
using System.Management.Automation;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the Tab key offers at a place of a line.</summary>
[Cmdlet("TabExpansion2", "Line")]
[OutputType(typeof(CommandCompletion))]
internal sealed class TabExpansion2Command : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    public string InputScript { get; set; } = "";

    [Parameter(Position = 1)]
    public int CursorColumn { get; set; } = int.MaxValue;

    protected override void EndProcessing() =>
        WriteObject(Completion.Complete(Context, InputScript, Math.Clamp(CursorColumn, 0, InputScript.Length)));
}
