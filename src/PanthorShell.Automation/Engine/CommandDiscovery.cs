using System.Collections.Generic;
using System.IO;

namespace System.Management.Automation;

/// <summary>Finds commands: alias, function, cmdlet, script, program, in this order.</summary>
internal sealed class CommandDiscovery(ExecutionContext context)
{
    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly Dictionary<string, ApplicationInfo> _applications = new(StringComparer.Ordinal);
    private string? _applicationPath;

    private SessionStateInternal State => context.CurrentSession;

    /// <summary>The command that a name means, or null.</summary>
    internal CommandInfo? Find(string name, CommandTypes types)
    {
        foreach (CommandInfo command in Candidates(name, types)) return command;
        if (context.Modules.AutoLoad(name, types))
        {
            foreach (CommandInfo command in Candidates(name, types)) return command;
        }

        if ((types & (CommandTypes.Cmdlet | CommandTypes.Function)) == 0 || name.Contains('-', StringComparison.Ordinal)
            || name.AsSpan().IndexOfAny('/', '\\', '.') >= 0)
        {
            return null;
        }

        // A noun alone means the Get command of it.
        foreach (CommandInfo command in Candidates("Get-" + name,
            types & (CommandTypes.Cmdlet | CommandTypes.Function))) return command;
        return null;
    }

    /// <summary>All commands of a name, the one that runs first.</summary>
    internal IEnumerable<CommandInfo> Candidates(string name, CommandTypes types)
    {
        if (string.IsNullOrEmpty(name)) yield break;
        string plain = name;
        string? module = null;
        int slash = name.IndexOf('\\', StringComparison.Ordinal);
        if (slash > 0 && name.IndexOf('\\', slash + 1) < 0 && !name.Contains('/', StringComparison.Ordinal)
            && name[0] != '.')
        {
            module = name[..slash];
            plain = name[(slash + 1)..];
        }

        foreach (CommandInfo command in InSession(plain, types))
        {
            if (module is null || command.ModuleName.Equals(module,
                StringComparison.OrdinalIgnoreCase)) yield return command;
        }

        if (module is not null && context.Modules.FindLoaded(module) is { } loaded)
        {
            if (loaded.ExportedCommands.TryGetValue(plain, out CommandInfo? exported)
                && (exported.CommandType & types) != 0) yield return exported;
        }

        if (IsPath(name))
        {
            if (FromPath(name, types) is { } file) yield return file;
        }
        else if (module is null)
        {
            foreach (CommandInfo found in OnPath(name, types)) yield return found;
        }
    }

    /// <summary>All commands whose name fits a pattern, as Get-Command lists them.</summary>
    internal IEnumerable<CommandInfo> FindAll(string pattern, CommandTypes types)
    {
        WildcardPattern wildcard = new(pattern, WildcardOptions.IgnoreCase);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        if ((types & CommandTypes.Alias) != 0)
        {
            foreach (AliasInfo alias in State.VisibleAliases().Values)
            {
                if (wildcard.IsMatch(alias.Name)) yield return alias;
            }
        }

        foreach (FunctionInfo function in State.VisibleFunctions().Values)
        {
            if ((types & function.CommandType) != 0 && wildcard.IsMatch(function.Name)) yield return function;
        }

        if ((types & CommandTypes.Cmdlet) == 0) yield break;
        foreach (CmdletInfo cmdlet in State.VisibleCmdlets())
        {
            if (wildcard.IsMatch(cmdlet.Name) && seen.Add(cmdlet.ModuleName + "\\" + cmdlet.Name)) yield return cmdlet;
        }
    }

    private IEnumerable<CommandInfo> InSession(string name, CommandTypes types)
    {
        if ((types & CommandTypes.Alias) != 0 && State.FindAlias(name) is { } alias) yield return alias;
        if ((types & (CommandTypes.Function | CommandTypes.Filter)) != 0 && FindFunction(name) is { } function
            && (types & function.CommandType) != 0)
        {
            yield return function;
        }

        if ((types & CommandTypes.Cmdlet) == 0) yield break;
        foreach (CmdletInfo cmdlet in State.FindCmdlets(name)) yield return cmdlet;
    }

    private FunctionInfo? FindFunction(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) return State.FindFunction(name);
        string prefix = name[..colon].ToLowerInvariant();
        string rest = name[(colon + 1)..];
        return prefix switch
        {
            "global" => State.GlobalScope.Function(rest),
            "script" => State.ScriptScope.Function(rest),
            "local" or "private" => State.CurrentScope.Function(rest),
            "function" => State.FindFunction(rest),
            _ => null,
        };
    }

    private static bool IsPath(string name) =>
        name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal)
        || (name.Length > 1 && name[1] == ':') || name.StartsWith('~');

    private CommandInfo? FromPath(string name, CommandTypes types)
    {
        string full;
        try
        {
            full = context.SessionDrives.Resolve(name, out ProviderInfo provider, out _);
            if (provider.Name != "FileSystem") return null;
        }
        catch (SessionStateException)
        {
            return null;
        }

        if (!File.Exists(full))
        {
            return File.Exists(full + ".ps1") && (types & CommandTypes.ExternalScript) != 0 ? Script(full + ".ps1")
                : null;
        }

        if (full.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            return (types & CommandTypes.ExternalScript) != 0 ? Script(full) : null;
        }

        return (types & CommandTypes.Application) != 0 ? new ApplicationInfo(Path.GetFileName(full), full, context)
            : null;
    }

    private ExternalScriptInfo Script(string full) => new(Path.GetFileName(full), full, context);

    private IEnumerable<CommandInfo> OnPath(string name, CommandTypes types)
    {
        if ((types & (CommandTypes.ExternalScript | CommandTypes.Application)) == 0) yield break;
        if (name.AsSpan().IndexOfAny('*', '?', '[') >= 0) yield break;
        string path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        if (path != _applicationPath)
        {
            _applications.Clear();
            _applicationPath = path;
        }

        if ((types & CommandTypes.ExternalScript) != 0)
        {
            foreach (string folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                string file = Path.Combine(folder, name.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) ? name
                    : name + ".ps1");
                if (File.Exists(file)) yield return Script(file);
            }
        }

        if ((types & CommandTypes.Application) == 0) yield break;
        if (!_applications.TryGetValue(name, out ApplicationInfo? known))
        {
            known = Application(name, path);
            if (known is not null) _applications[name] = known;
        }

        if (known is not null) yield return known;
    }

    private ApplicationInfo? Application(string name, string path)
    {
        string[] extensions = OperatingSystem.IsWindows() && Path.GetExtension(name).Length == 0
            ? (Environment.GetEnvironmentVariable("PATHEXT") ?? ".EXE").Split(';')
            : [string.Empty];
        foreach (string folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (string extension in extensions)
            {
                string file = Path.Combine(folder, name + extension);
                if (File.Exists(file) && IsExecutable(file)) return new ApplicationInfo(Path.GetFileName(file), file,
                    context);
            }
        }

        return null;
    }

    private static bool IsExecutable(string file) => OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(file) & AnyExecute) != 0;
}
