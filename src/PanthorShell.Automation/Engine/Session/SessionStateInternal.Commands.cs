using System.Collections.Generic;

namespace System.Management.Automation;

/// <content>Functions and aliases.</content>
internal sealed partial class SessionStateInternal
{
    internal FunctionInfo? FindFunction(string name)
    {
        for (Scope? scope = CurrentScope; scope is not null; scope = scope.Parent)
        {
            if (scope.Function(name) is { } found
                && (scope == CurrentScope || (found.Options & ScopedItemOptions.Private) == 0))
            {
                return found;
            }
        }

        return null;
    }

    internal AliasInfo? FindAlias(string name)
    {
        for (Scope? scope = CurrentScope; scope is not null; scope = scope.Parent)
        {
            if (scope.Alias(name) is { } found
                && (scope == CurrentScope || (found.Options & ScopedItemOptions.Private) == 0))
            {
                return found;
            }
        }

        return null;
    }

    internal IEnumerable<CmdletInfo> FindCmdlets(string name)
    {
        if (Cmdlets.TryGetValue(name, out List<CmdletInfo>? own))
        {
            foreach (CmdletInfo cmdlet in own) yield return cmdlet;
        }

        if (Global != this && Global.Cmdlets.TryGetValue(name, out List<CmdletInfo>? global))
        {
            foreach (CmdletInfo cmdlet in global) yield return cmdlet;
        }
    }

    /// <summary>Defines a function; the name may begin with a scope.</summary>
    internal FunctionInfo SetFunction(string name, FunctionInfo function, string? scopeName = null, bool force = false)
    {
        (Scope scope, string plain) = ScopedName(name, scopeName);
        if (scope.Function(plain) is { } known)
        {
            bool locked = (known.Options & ScopedItemOptions.Constant) != 0
                || (!force && (known.Options & ScopedItemOptions.ReadOnly) != 0);
            if (locked)
            {
                throw new SessionStateUnauthorizedAccessException(plain, SessionStateCategory.Function,
                    "FunctionNotWritable",
                    $"Cannot write to function {plain} because it is read-only or constant.");
            }
        }

        scope.Functions[plain] = function;
        return function;
    }

    internal (Scope Scope, string Name) ScopedName(string name, string? scopeName)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && scopeName is null)
        {
            string prefix = name[..colon].ToLowerInvariant();
            if (prefix is "global" or "script" or "local" or "private") return (ScopeOf(prefix), name[(colon + 1)..]);
            if (prefix == "function") return (CurrentScope, name[(colon + 1)..]);
        }

        return (ScopeOf(scopeName), name);
    }

    internal void SetAlias(AliasInfo alias, string? scopeName, bool force)
    {
        Scope scope = ScopeOf(scopeName);
        if (scope.Alias(alias.Name) is { } known)
        {
            bool locked = (known.Options & ScopedItemOptions.Constant) != 0
                || (!force && (known.Options & ScopedItemOptions.ReadOnly) != 0);
            if (locked)
            {
                throw new SessionStateUnauthorizedAccessException(alias.Name, SessionStateCategory.Alias,
                    "AliasNotWritable",
                    $"Alias is not writeable because alias {alias.Name} is read-only or constant and cannot be "
                        + $"written to.");
            }
        }

        scope.Aliases[alias.Name] = alias;
    }

    internal Dictionary<string, FunctionInfo> VisibleFunctions()
    {
        Dictionary<string, FunctionInfo> result = new(StringComparer.OrdinalIgnoreCase);
        for (Scope? scope = CurrentScope; scope is not null; scope = scope.Parent)
        {
            foreach ((string name, FunctionInfo function) in scope.Functions) result.TryAdd(name, function);
        }

        return result;
    }

    internal Dictionary<string, AliasInfo> VisibleAliases()
    {
        Dictionary<string, AliasInfo> result = new(StringComparer.OrdinalIgnoreCase);
        for (Scope? scope = CurrentScope; scope is not null; scope = scope.Parent)
        {
            foreach ((string name, AliasInfo alias) in scope.Aliases) result.TryAdd(name, alias);
        }

        return result;
    }

    internal IEnumerable<CmdletInfo> VisibleCmdlets()
    {
        foreach (List<CmdletInfo> list in Cmdlets.Values)
        {
            foreach (CmdletInfo cmdlet in list) yield return cmdlet;
        }

        if (Global == this) yield break;
        foreach (List<CmdletInfo> list in Global.Cmdlets.Values)
        {
            foreach (CmdletInfo cmdlet in list) yield return cmdlet;
        }
    }
}
