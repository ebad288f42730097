using System.Management.Automation;

namespace Pester;

/// <summary>Runs once before the tests of its block.</summary>
[Cmdlet("Pester", "BeforeAll")]
internal sealed class BeforeAllCommand : PesterCommandBase
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock? Scriptblock { get; set; }

    protected override void ProcessRecord() => RequireDiscovery().OneTimeTestSetup = Scriptblock;
}
