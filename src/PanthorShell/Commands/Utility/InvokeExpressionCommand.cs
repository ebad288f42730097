using System.Management.Automation;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Runs a text as a script.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
internal sealed class InvokeExpressionCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string? Command { get; set; }

    protected override void ProcessRecord() => BlockRunner.StreamHere(this, InvokeCommand.NewScriptBlock(Command!));
}
