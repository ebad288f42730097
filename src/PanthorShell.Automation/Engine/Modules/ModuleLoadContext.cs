using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;

namespace System.Management.Automation;

/// <summary>
/// Loads the assemblies of modules. References to System.Management.Automation of whatever version and key are answered
/// with this
/// assembly; other references are looked for among the shared ones and then beside the module.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly ModuleLoadContext s_instance = new();
    private volatile string[] _folders = [];
    private readonly Dictionary<string, Assembly> _byPath = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private ModuleLoadContext()
        : base("PowerShell modules")
    {
    }

    internal static Assembly LoadModule(string path) => s_instance.LoadFile(Path.GetFullPath(path));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        Assembly own = typeof(ModuleLoadContext).Assembly;
        if (assemblyName.Name == own.GetName().Name) return own;
        foreach (Assembly shared in Default.Assemblies)
        {
            if (shared.GetName().Name == assemblyName.Name) return shared;
        }

        foreach (string folder in _folders)
        {
            string file = Path.Combine(folder, assemblyName.Name + ".dll");
            if (File.Exists(file)) return LoadFile(file);
        }

        return null;
    }

    private Assembly LoadFile(string path)
    {
        lock (_lock)
        {
            if (_byPath.TryGetValue(path, out Assembly? known)) return known;
            string folder = Path.GetDirectoryName(path)!;
            if (!_folders.Contains(folder)) _folders = [folder, .. _folders];
            string name = AssemblyName.GetAssemblyName(path).Name!;
            Assembly? same = Default.Assemblies.FirstOrDefault(a => !a.IsDynamic && a.GetName().Name == name
                && SamePath(a, path))
                ?? Assemblies.FirstOrDefault(a => a.GetName().Name == name);
            return _byPath[path] = same ?? LoadFromAssemblyPath(path);
        }
    }

    private static bool SamePath(Assembly assembly, string path) =>
        string.Equals(assembly.Location, path, StringComparison.OrdinalIgnoreCase);
}
