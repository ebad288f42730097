namespace System.Management.Automation.Evaluation;

/// <summary>What <c>[ref]$variable</c> makes: reads and writes the variable.</summary>
internal sealed class VariableReference : PSReference
{
    private readonly PSVariable _variable;

    internal VariableReference(PSVariable variable)
        : base(null)
    {
        _variable = variable;
    }

    /// <inheritdoc/>
    public override object? Value
    {
        get => _variable?.Value;
        set
        {
            if (_variable is not null)
                _variable.Value = value;
        }
    }
}
