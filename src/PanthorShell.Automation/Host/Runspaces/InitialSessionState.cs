using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace System.Management.Automation.Runspaces;

/// <summary>What a session begins with.</summary>
public class InitialSessionState
{
    private readonly List<string> _modules = [];
    private readonly List<Assembly> _assemblies = [];

    /// <summary>Creates an empty state.</summary>
    protected InitialSessionState()
    {
    }

    /// <summary>A state without commands.</summary>
    public static InitialSessionState Create() => new();

    /// <summary>A state with the core commands that the program has registered.</summary>
    public static InitialSessionState CreateDefault() => CreateDefault2();

    /// <summary>A state with the core commands that the program has registered.</summary>
    public static InitialSessionState CreateDefault2()
    {
        InitialSessionState state = new();
        state._assemblies.AddRange(CoreCommands.Assemblies);
        return state;
    }

    /// <summary>Modules to import.</summary>
    public void ImportPSModule(params string[] name) => _modules.AddRange(name);

    internal void Apply(ExecutionContext context)
    {
        foreach (Assembly assembly in _assemblies) CoreCommands.AddTo(context, assembly);
        foreach (string module in _modules)
        {
            string path = context.Modules.Locate(module)
                ?? throw new FileNotFoundException($"The module '{module}' was not found.");
            context.Modules.Import(path, new ModuleImport { Global = true });
        }
    }
}
