namespace System.Management.Automation;

/// <summary>A property whose value is that of a variable.</summary>
public class PSVariableProperty : PSNoteProperty
{
    private readonly PSVariable _variable;

    /// <summary>Creates the property for a variable.</summary>
    public PSVariableProperty(PSVariable variable)
        : base(variable?.Name ?? throw new PSArgumentNullException(nameof(variable)), null)
    {
        _variable = variable;
    }

    /// <inheritdoc/>
    public override object? Value
    {
        get => _variable.Value;
        set => _variable.Value = value;
    }

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new PSVariableProperty(_variable);
}
