namespace System.Management.Automation;

/// <summary>A property with a value of its own.</summary>
public class PSNoteProperty : PSPropertyInfo
{
    private object? _value;

    /// <summary>Creates the property.</summary>
    public PSNoteProperty(string name, object? value)
    {
        SetMemberName(name);
        _value = value;
    }

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.NoteProperty;

    /// <inheritdoc/>
    public override bool IsSettable => true;

    /// <inheritdoc/>
    public override bool IsGettable => true;

    /// <inheritdoc/>
    public override object? Value
    {
        get => _value;
        set => _value = value;
    }

    /// <inheritdoc/>
    public override string TypeNameOfValue => _value switch
    {
        null => "System.Object",
        PSObject o => o.TypeNames.Count > 0 ? o.TypeNames[0] : "System.Management.Automation.PSObject",
        object o => o.GetType().FullName ?? o.GetType().Name,
    };

    /// <inheritdoc/>
    public override PSMemberInfo Copy() =>
        new PSNoteProperty(Name, _value) { IsInstance = IsInstance, IsHidden = IsHidden };

    /// <inheritdoc/>
    public override string ToString() => $"{TypeDisplay.Name(PSObject.Base(_value)?.GetType() ?? typeof(object))} "
        + $"{Name}={(_value is null ? "null" : PSObject.ToStringParser(_value))}";
}
