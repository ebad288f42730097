using System.Management.Automation;

namespace Pester;

/// <summary>Runs at once, while the file is discovered.</summary>
[Cmdlet("Pester", "BeforeDiscovery")]
internal sealed class BeforeDiscoveryCommand : PesterCommandBase
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock? ScriptBlock { get; set; }

    protected override void ProcessRecord()
    {
        RequireDiscovery();
        InvokeCommand.InvokeScript(false, ScriptBlock!, null);
    }
}
