using System.Collections.Generic;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Runs a block here; other computers are refused.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Command", DefaultParameterSetName = "InProcess")]
internal sealed class InvokeCommandCommand : PSCmdlet
{
    private readonly List<object?> _input = [];

    [Alias("Command")]
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "InProcess")]
    public ScriptBlock? ScriptBlock { get; set; }

    [Parameter(ParameterSetName = "InProcess")]
    public SwitchParameter NoNewScope { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Alias("Args")]
    [Parameter]
    public object?[]? ArgumentList { get; set; }

    [Alias("Cn")]
    [Parameter(Mandatory = true, ParameterSetName = "ComputerName")]
    public string[]? ComputerName { get; set; }

    protected override void BeginProcessing()
    {
        if (ComputerName is not null) throw Refusal.Of(this, "Invoke-Command -ComputerName");
    }

    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput) _input.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        foreach (PSObject item in InvokeCommand.InvokeScript(!NoNewScope, ScriptBlock!, _input, ArgumentList ?? []))
            WriteObject(item);
    }
}
