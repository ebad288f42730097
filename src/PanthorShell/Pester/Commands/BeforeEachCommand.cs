using System.Management.Automation;

namespace Pester;

/// <summary>Runs before each test of its block.</summary>
[Cmdlet("Pester", "BeforeEach")]
internal sealed class BeforeEachCommand : PesterCommandBase
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock? Scriptblock { get; set; }

    protected override void ProcessRecord() => RequireBlock().EachTestSetup = Scriptblock;
}
