using System.Management.Automation;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sets the block that completes a parameter.</summary>
[Cmdlet(VerbsLifecycle.Register, "ArgumentCompleter", DefaultParameterSetName = "PowerShellSet")]
internal sealed class RegisterArgumentCompleterCommand : PSCmdlet
{
    [Parameter]
    public string[] CommandName { get; set; } = [];

    [Parameter(Mandatory = true)]
    public string? ParameterName { get; set; }

    [Parameter(Mandatory = true)]
    [AllowNull]
    public ScriptBlock? ScriptBlock { get; set; }

    protected override void EndProcessing()
    {
        foreach (string command in CommandName)
        {
            if (ScriptBlock is null) ShellState.Of(this).Completers.Remove((command, ParameterName!));
            else ShellState.Of(this).Completers[(command, ParameterName!)] = ScriptBlock;
        }
    }
}
