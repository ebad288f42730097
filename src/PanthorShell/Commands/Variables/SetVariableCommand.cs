using System.Collections.Generic;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sets variables; piped values are gathered.</summary>
[Cmdlet(VerbsCommon.Set, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
internal sealed class SetVariableCommand : VariableCommandBase
{
    private readonly List<object?> _values = [];
    private bool _piped;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string[]? Name { get; set; }

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    [Parameter]
    public string? Description { get; set; }

    [Parameter]
    public ScopedItemOptions Option { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SessionStateEntryVisibility Visibility { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        if (!MyInvocation.ExpectingInput) return;

        _piped = true;
        _values.Add(Value);
    }

    protected override void EndProcessing()
    {
        object? value = !_piped ? Value : _values.Count switch { 0 => null, 1 => _values[0], _ => _values.ToArray() };
        foreach (string name in Name!)
        {
            if (!ShouldProcess($"Name: {name} Value: {value}", "Set variable")) continue;

            Set(name, value);
            PSVariable variable = SessionState.PSVariable.Get(Qualified(name))!;
            if (MyInvocation.BoundParameters.ContainsKey(nameof(Option))) variable.Options = Option;
            if (Description is not null) variable.Description = Description;
            if (PassThru) WriteObject(variable);
        }
    }
}
