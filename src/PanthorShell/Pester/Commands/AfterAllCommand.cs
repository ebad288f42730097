using System.Management.Automation;

namespace Pester;

/// <summary>Runs once after the tests of its block.</summary>
[Cmdlet("Pester", "AfterAll")]
internal sealed class AfterAllCommand : PesterCommandBase
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock? Scriptblock { get; set; }

    protected override void ProcessRecord() => RequireDiscovery().OneTimeTestTeardown = Scriptblock;
}
