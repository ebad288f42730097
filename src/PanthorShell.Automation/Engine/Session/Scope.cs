using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>The variables, functions and aliases of one call, module or session.</summary>
internal sealed class Scope
{
    private Dictionary<string, PSVariable>? _variables;
    private Dictionary<string, FunctionInfo>? _functions;
    private Dictionary<string, AliasInfo>? _aliases;
    private Dictionary<string, PSDriveInfo>? _drives;

    internal Scope(Scope? parent)
    {
        Parent = parent;
        ScriptScope = parent?.ScriptScope ?? this;
    }

    internal Scope? Parent { get; }

    /// <summary>The scope that <c>script:</c> names.</summary>
    internal Scope ScriptScope { get; set; }

    /// <summary>The strict mode set here, or null.</summary>
    internal Version? StrictMode { get; set; }

    internal Dictionary<string, PSVariable> Variables => _variables ??= new(StringComparer.OrdinalIgnoreCase);

    internal Dictionary<string, FunctionInfo> Functions => _functions ??= new(StringComparer.OrdinalIgnoreCase);

    internal Dictionary<string, AliasInfo> Aliases => _aliases ??= new(StringComparer.OrdinalIgnoreCase);

    internal Dictionary<string, PSDriveInfo> Drives => _drives ??= new(StringComparer.OrdinalIgnoreCase);

    internal PSVariable? Variable(string name) => _variables?.GetValueOrDefault(name);

    internal FunctionInfo? Function(string name) => _functions?.GetValueOrDefault(name);

    internal AliasInfo? Alias(string name) => _aliases?.GetValueOrDefault(name);

    internal PSDriveInfo? Drive(string name) => _drives?.GetValueOrDefault(name);

    /// <summary>Sets a local variable that the engine owns, without checks.</summary>
    internal void SetLocal(string name, object? value)
    {
        if (_variables is not null && _variables.TryGetValue(name, out PSVariable? known)) known.SetRaw(value);
        else Variables[name] = new PSVariable(name, value);
    }
}
