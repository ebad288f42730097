using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sets variables to null.</summary>
[Cmdlet(VerbsCommon.Clear, "Variable", SupportsShouldProcess = true)]
internal sealed class ClearVariableCommand : VariableCommandBase
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string[]? Name { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (PSVariable variable in Find(Name!, Include, Exclude))
        {
            if (!ShouldProcess("Name: " + variable.Name, "Clear variable")) continue;

            variable.Value = null;
            if (PassThru) WriteObject(variable);
        }
    }
}
