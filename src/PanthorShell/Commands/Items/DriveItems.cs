using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ExecutionContext = System.Management.Automation.ExecutionContext;

namespace Microsoft.PowerShell.Commands;

/// <summary>The items of the drives Env:, Variable:, Function: and Alias:.</summary>
internal static class DriveItems
{
    /// <summary>The items of a path, by name or pattern; all of a drive for its root.</summary>
    public static List<PSObject> Get(ExecutionContext context, string path)
    {
        string rest = context.SessionDrives.Resolve(path, out ProviderInfo provider, out _);
        string pattern = rest.Trim('/', '\\');
        if (pattern.Length == 0) pattern = "*";
        WildcardPattern wildcard = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        return [.. All(context, provider.Name).Where(item => wildcard.IsMatch(item.Name))
            .OrderBy(item => item.Name, StringComparer.OrdinalIgnoreCase)
                .Select(item => Wrap(item.Name, item.Value, provider))];
    }

    public static bool IsRoot(ExecutionContext context, string path) =>
        context.SessionDrives.Resolve(path, out _, out _).Trim('/', '\\').Length == 0;

    /// <summary>Sets an item; null removes it.</summary>
    public static void Set(ExecutionContext context, string path, object? value)
    {
        string name = context.SessionDrives.Resolve(path, out ProviderInfo provider, out _).Trim('/', '\\');
        object? plain = ObjectComparison.Plain(value);
        Scope global = context.GlobalSession.GlobalScope;
        switch (provider.Name)
        {
            case "Environment":
                Environment.SetEnvironmentVariable(name, plain is null ? null : ObjectComparison.Text(plain));
                break;
            case "Variable" when plain is null:
                context.CurrentSession.RemoveVariable(name, context.CurrentSession.CurrentScope, force: true);
                break;
            case "Variable":
                context.CurrentSession.SetVariable(name, value, null);
                break;
            case "Function" when plain is null:
                for (Scope? scope = context.CurrentSession.CurrentScope; scope is not null; scope = scope.Parent)
                {
                    if (scope.Functions.Remove(name)) break;
                }

                break;
            case "Function":
                ScriptBlock body = plain as ScriptBlock ?? ScriptBlock.Create(ObjectComparison.Text(plain));
                context.CurrentSession.SetFunction(name, new FunctionInfo(name, body, context));
                break;
            case "Alias" when plain is null:
                global.Aliases.Remove(name);
                context.CurrentSession.CurrentScope.Aliases.Remove(name);
                break;
            case "Alias":
                context.CurrentSession.SetAlias(new AliasInfo(name, ObjectComparison.Text(plain), context), null,
                    force: true);
                break;
        }
    }

    private static IEnumerable<(string Name, object Value)> All(ExecutionContext context, string provider) =>
        provider switch
    {
        "Environment" => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (object)entry)),
        "Variable" =>
            context.CurrentSession.VisibleVariables().Values.Select(variable => (variable.Name, (object)variable)),
        "Function" =>
            context.CurrentSession.VisibleFunctions().Values.Select(function => (function.Name, (object)function)),
        "Alias" => context.CurrentSession.VisibleAliases().Values.Select(alias => (alias.Name, (object)alias)),
        _ => [],
    };

    private static PSObject Wrap(string name, object value, ProviderInfo provider)
    {
        var item = new PSObject(value);
        item.Properties.Add(new PSNoteProperty("PSPath", "Microsoft.PowerShell.Core\\" + provider.Name + "::" + name));
        item.Properties.Add(new PSNoteProperty("PSIsContainer", false));
        return item;
    }
}
