namespace System.Management.Automation;

/// <summary>A property that scripts read and write.</summary>
public class PSScriptProperty : PSPropertyInfo
{
    /// <summary>Creates a property that can be read.</summary>
    public PSScriptProperty(string name, ScriptBlock getterScript)
        : this(name, getterScript, null)
    {
    }

    /// <summary>Creates a property.</summary>
    public PSScriptProperty(string name, ScriptBlock? getterScript, ScriptBlock? setterScript)
    {
        SetMemberName(name);
        if (getterScript is null && setterScript is null) throw new PSArgumentException("A script is needed.");
        GetterScript = getterScript;
        SetterScript = setterScript;
    }

    /// <summary>The script that reads.</summary>
    public ScriptBlock? GetterScript { get; }

    /// <summary>The script that writes; its argument is the value.</summary>
    public ScriptBlock? SetterScript { get; }

    /// <inheritdoc/>
    public override PSMemberTypes MemberType => PSMemberTypes.ScriptProperty;

    /// <inheritdoc/>
    public override bool IsSettable => SetterScript is not null;

    /// <inheritdoc/>
    public override bool IsGettable => GetterScript is not null;

    /// <inheritdoc/>
    public override string TypeNameOfValue => "System.Object";

    /// <inheritdoc/>
    public override object? Value
    {
        get
        {
            if (GetterScript is null)
            {
                throw new GetValueException("ScriptPropertyGetWithoutGetter", null,
                    $"The property '{Name}' cannot be read.");
            }

            try
            {
                return GetterScript.InvokeWithThis(Instance, []);
            }
            catch (RuntimeException e) when (e is not PipelineStoppedException)
            {
                throw new GetValueInvocationException("ScriptGetValueRuntimeException", e,
                    $"Exception getting \"{Name}\": \"{e.Message}\"");
            }
        }

        set
        {
            if (SetterScript is null) throw NotSettable();
            try
            {
                SetterScript.InvokeWithThis(Instance, [value]);
            }
            catch (RuntimeException e) when (e is not PipelineStoppedException)
            {
                throw new SetValueInvocationException("ScriptSetValueRuntimeException", e,
                    $"Exception setting \"{Name}\": \"{e.Message}\"");
            }
        }
    }

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new PSScriptProperty(Name, GetterScript, SetterScript)
    {
        IsInstance = IsInstance,
        IsHidden = IsHidden,
        Instance = Instance,
    };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{TypeNameOfValue} {Name} "
            + $"{{get={GetterScript};{(SetterScript is null ? string.Empty : $"set={SetterScript};")}}}";
}
