using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes a variable that does not exist yet.</summary>
[Cmdlet(VerbsCommon.New, "Variable", SupportsShouldProcess = true)]
internal sealed class NewVariableCommand : VariableCommandBase
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string? Name { get; set; }

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    [Parameter]
    public string? Description { get; set; }

    [Parameter]
    public ScopedItemOptions Option { get; set; }

    [Parameter]
    public SessionStateEntryVisibility Visibility { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        string local = Qualified(string.IsNullOrEmpty(Scope) ? "local:" + Name : Name!);
        if (!Force && SessionState.PSVariable.Get(local) is not null)
        {
            var exception = new SessionStateException($"A variable with name '{Name}' already exists.");
            WriteError(new ErrorRecord(exception, "VariableAlreadyExists", ErrorCategory.ResourceExists, Name));
            return;
        }

        if (!ShouldProcess($"Name: {Name} Value: {Value}", "New variable")) return;

        SessionState.PSVariable.Set(local, Value);
        PSVariable variable = SessionState.PSVariable.Get(local)!;
        if (Description is not null) variable.Description = Description;
        if (Option != ScopedItemOptions.None) variable.Options = Option;
        if (PassThru) WriteObject(variable);
    }
}
