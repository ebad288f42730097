using System.Management.Automation;

namespace Pester;

/// <summary>Runs after each test of its block.</summary>
[Cmdlet("Pester", "AfterEach")]
internal sealed class AfterEachCommand : PesterCommandBase
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock? Scriptblock { get; set; }

    protected override void ProcessRecord() => RequireBlock().EachTestTeardown = Scriptblock;
}
