using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace Pester;

/// <summary>Refused by name.</summary>
[Cmdlet("Pester", "Mock")]
internal sealed class MockCommand : PSCmdlet
{
    [Parameter(ValueFromRemainingArguments = true)]
    public object[]? Arguments { get; set; }

    protected override void BeginProcessing() => throw Refusal.Of(this, "Mock");
}
