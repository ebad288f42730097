using System.Collections.Generic;
using System.IO;

namespace System.Management.Automation.Runspaces;

/// <summary>What a session begins with.</summary>
public class InitialSessionState
{
    private readonly List<string> _modules = [];
    private Action<ExecutionContext>? _fill;

    /// <summary>Creates an empty state.</summary>
    protected InitialSessionState()
    {
    }

    /// <summary>What gives a default session its core commands; set by the program.</summary>
    internal static Action<ExecutionContext>? Core { get; set; }

    /// <summary>A state without commands.</summary>
    public static InitialSessionState Create() => new();

    /// <summary>A state with the core commands of the program.</summary>
    public static InitialSessionState CreateDefault() => CreateDefault2();

    /// <summary>A state with the core commands of the program.</summary>
    public static InitialSessionState CreateDefault2() => new() { _fill = Core };

    /// <summary>Modules to import.</summary>
    public void ImportPSModule(params string[] name) => _modules.AddRange(name);

    internal void Apply(ExecutionContext context)
    {
        _fill?.Invoke(context);
        foreach (string module in _modules)
        {
            string path = context.Modules.Locate(module)
                ?? throw new FileNotFoundException($"The module '{module}' was not found.");
            context.Modules.Import(path, new ModuleImport { Global = true });
        }
    }
}
