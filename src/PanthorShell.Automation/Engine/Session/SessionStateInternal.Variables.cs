using System.Collections.Generic;

namespace System.Management.Automation;

/// <content>Variables.</content>
internal sealed partial class SessionStateInternal
{
    internal PSVariable? FindVariable(VariablePath path)
    {
        if (path.IsGlobal) return GlobalScope.Variable(path.Name);
        if (path.IsScript) return ScriptScope.Variable(path.Name);
        if (path.IsLocal || path.IsPrivate) return CurrentScope.Variable(path.Name);
        return FindVariable(path.Name);
    }

    internal PSVariable? FindVariable(string name)
    {
        PSVariable? found = CurrentScope.Variable(name);
        if (found is not null) return found;
        for (Scope? scope = CurrentScope.Parent; scope is not null; scope = scope.Parent)
        {
            found = scope.Variable(name);
            if (found is not null && !found.IsPrivate) return found;
        }

        return null;
    }

    internal object? GetVariableValue(string name) => FindVariable(name)?.Value;

    internal object? GetVariableValue(string name, object? defaultValue) =>
        FindVariable(name) is { } variable ? variable.Value : defaultValue;

    internal PSVariable SetVariable(VariablePath path, object? value)
    {
        (Scope scope, PSVariable? variable) = Locate(path);
        if (variable is not null)
        {
            variable.Value = value;
            if (path.IsPrivate) variable.Options |= ScopedItemOptions.Private;
            return variable;
        }

        variable = new PSVariable(path.Name, value, path.IsPrivate ? ScopedItemOptions.Private
            : ScopedItemOptions.None);
        scope.Variables[path.Name] = variable;
        return variable;
    }

    internal void SetVariable(VariablePath path, object? value, IReadOnlyList<Attribute> attributes)
    {
        (Scope scope, PSVariable? variable) = Locate(path);
        if (variable is null)
        {
            variable = new PSVariable(path.Name, null, path.IsPrivate ? ScopedItemOptions.Private
                : ScopedItemOptions.None);
            variable.ReplaceAttributes(attributes, value);
            scope.Variables[path.Name] = variable;
        }
        else
        {
            variable.ReplaceAttributes(attributes, value);
        }
    }

    /// <summary>Sets a variable by name, as a cmdlet does: in the scope, else where a plain assignment would.</summary>
    internal PSVariable SetVariable(string name, object? value, string? scope, bool force = false)
    {
        if (scope is null) return SetVariable(new VariablePath(name), value);
        Scope target = ScopeOf(scope);
        if (target.Variable(name) is { } known)
        {
            if (force && known.IsReadOnly && !known.IsConstant) known.SetRaw(value);
            else known.Value = value;
            return known;
        }

        PSVariable variable = new(name, value);
        target.Variables[name] = variable;
        return variable;
    }

    /// <summary>Puts a variable object into a scope, where it replaces one that may be replaced.</summary>
    internal void PutVariable(PSVariable variable, Scope scope, bool force = false)
    {
        if (scope.Variable(variable.Name) is { } known && (known.IsConstant || (known.IsReadOnly && !force)))
        {
            throw known.NotWritable();
        }

        scope.Variables[variable.Name] = variable;
        if (variable.IsAllScope) Context.AllScopeVariables.Add(variable.Name);
    }

    internal void RemoveVariable(string name, Scope scope, bool force)
    {
        if (scope.Variable(name) is not { } known) return;
        if (known.IsConstant || (known.IsReadOnly && !force))
        {
            throw new SessionStateUnauthorizedAccessException(name, SessionStateCategory.Variable,
                "VariableNotRemovable",
                $"Cannot remove variable {name} because it is constant or read-only. If the variable is read-only, "
                    + $"try the "
                + "operation again specifying the Force option.");
        }

        scope.Variables.Remove(name);
    }

    /// <summary>All variables that are seen from the current scope, inner ones first.</summary>
    internal Dictionary<string, PSVariable> VisibleVariables()
    {
        Dictionary<string, PSVariable> result = new(StringComparer.OrdinalIgnoreCase);
        for (Scope? scope = CurrentScope; scope is not null; scope = scope.Parent)
        {
            foreach ((string name, PSVariable variable) in scope.Variables)
            {
                if (scope == CurrentScope || !variable.IsPrivate) result.TryAdd(name, variable);
            }
        }

        return result;
    }

    private (Scope Scope, PSVariable? Variable) Locate(VariablePath path)
    {
        Scope scope = path.IsGlobal ? GlobalScope : path.IsScript ? ScriptScope : CurrentScope;
        PSVariable? variable = scope.Variable(path.Name);
        if (variable is null && path.IsUnscopedVariable && Context.AllScopeVariables.Contains(path.Name))
        {
            PSVariable? shared = FindVariable(path.Name);
            if (shared is { IsAllScope: true }) variable = shared;
        }

        return (scope, variable);
    }
}
