using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the *-Variable cmdlets have in common.</summary>
internal abstract class VariableCommandBase : PSCmdlet
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    /// <summary>The variables of a name or a pattern, an exact name that does not exist being an error.</summary>
    private protected List<PSVariable> Find(string[] names, string[] include, string[] exclude)
    {
        var result = new List<PSVariable>();
        foreach (string name in names)
        {
            List<PSVariable> matches = WildcardPattern.ContainsWildcardCharacters(name) ? Matching(name) : Exact(name);
            result.AddRange(matches.Where(variable => Passes(variable.Name, include, exclude)));
            if (matches.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name)) NotFound(name);
        }

        return result;
    }

    private protected void Set(string name, object? value)
    {
        SessionState.PSVariable.Set(Qualified(name), value);
    }

    private protected string Qualified(string name)
    {
        if (string.IsNullOrEmpty(Scope)) return name;
        if (Scope is "0" || Scope.Equals("local", StringComparison.OrdinalIgnoreCase)) return "local:" + name;
        if (Scope.Equals("global", StringComparison.OrdinalIgnoreCase)
            || Scope.Equals("script", StringComparison.OrdinalIgnoreCase)
            || Scope.Equals("private", StringComparison.OrdinalIgnoreCase)) return Scope + ":" + name;
        throw Refusal.Of(this, "-Scope " + Scope);
    }

    private List<PSVariable> Exact(string name)
    {
        PSVariable? variable = SessionState.PSVariable.Get(Qualified(name));
        return variable is null ? [] : [variable];
    }

    private List<PSVariable> Matching(string pattern)
    {
        IEnumerable<PSVariable> all = string.IsNullOrEmpty(Scope)
            ? Context.CurrentSession.VisibleVariables().Values
            : ScopeOf().Variables.Values;
        WildcardPattern wildcard = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        return [.. all.Where(variable => wildcard.IsMatch(variable.Name))
            .OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private Scope ScopeOf() => Scope!.ToLowerInvariant() switch
    {
        "global" => Context.GlobalSession.GlobalScope,
        "local" or "0" => Context.CurrentSession.CurrentScope,
        _ => throw Refusal.Of(this, "-Scope " + Scope + " with a pattern"),
    };

    private static bool Passes(string name, string[] include, string[] exclude)
    {
        bool Any(string[] patterns) =>
            patterns.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name));
        return (include.Length == 0 || Any(include)) && !Any(exclude);
    }

    private void NotFound(string name)
    {
        var exception = new ItemNotFoundException($"Cannot find a variable with the name '{name}'.");
        WriteError(new ErrorRecord(exception, "VariableNotFound", ErrorCategory.ObjectNotFound, name));
    }
}
