namespace System.Management.Automation;

/// <summary>The variables of the session.</summary>
public sealed class PSVariableIntrinsics
{
    private readonly SessionStateInternal _state;

    internal PSVariableIntrinsics(SessionStateInternal state)
    {
        _state = state;
    }

    /// <summary>The variable, or null; the name may begin with a scope.</summary>
    public PSVariable? Get(string name) => _state.FindVariable(new VariablePath(name));

    /// <summary>The value of a variable, or null.</summary>
    public object? GetValue(string name) => GetValue(name, null);

    /// <summary>The value of a variable, or another value.</summary>
    public object? GetValue(string name, object? defaultValue)
    {
        VariablePath path = new(name);
        if (path.IsDriveQualified) return _state.Context.GetDriveItem(path) ?? defaultValue;
        return _state.FindVariable(path) is { } variable ? variable.Value : defaultValue;
    }

    /// <summary>Sets a variable; the name may begin with a scope.</summary>
    public void Set(string name, object? value)
    {
        VariablePath path = new(name);
        if (path.IsDriveQualified) _state.Context.SetDriveItem(path, value);
        else _state.SetVariable(path, value);
    }

    /// <summary>Puts a variable into the current scope.</summary>
    public void Set(PSVariable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        _state.PutVariable(variable, _state.CurrentScope);
    }

    /// <summary>Removes a variable.</summary>
    public void Remove(string name)
    {
        VariablePath path = new(name);
        Scope scope = path.IsGlobal ? _state.GlobalScope : path.IsScript ? _state.ScriptScope : _state.CurrentScope;
        _state.RemoveVariable(path.Name, scope, force: false);
    }

    /// <summary>Removes a variable.</summary>
    public void Remove(PSVariable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        Remove(variable.Name);
    }
}
