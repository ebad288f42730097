using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace System.Management.Automation;

/// <summary>The modules of a session.</summary>
internal sealed partial class ModuleTable(ExecutionContext context)
{
    private readonly List<PSModuleInfo> _loaded = [];
    private readonly HashSet<string> _loading = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyList<PSModuleInfo> Loaded => _loaded;

    /// <summary>The module of a name or path that is loaded, or null.</summary>
    internal PSModuleInfo? FindLoaded(string name) =>
        _loaded.Find(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (m.Path.Length > 0 && m.Path.Equals(name, StringComparison.OrdinalIgnoreCase)));

    internal static void ExportAllFunctions(PSModuleInfo module)
    {
        Dictionary<string, FunctionInfo> functions = module.SessionStateInternal!.ModuleScope.Functions;
        foreach ((string name, FunctionInfo function) in functions) module.ExportedFunctions[name] = function;
    }

    /// <summary>The module that a #Requires or RequiredModules names, loaded when it was not.</summary>
    internal PSModuleInfo Require(string name, Version? minimum)
    {
        PSModuleInfo? module = FindLoaded(name);
        if (module is null || (minimum is not null && module.Version < minimum))
        {
            string path = Locate(name, minimum)
                ?? throw new ScriptRequiresException("ScriptRequiresMissingModules", null,
                $"The module '{name}' that is required cannot be found.");
            module = Import(path, new ModuleImport { Global = true });
        }

        return module;
    }

    /// <summary>
    /// Loads the module that exports a command, when autoloading is on and a manifest names the command.
    /// </summary>
    internal bool AutoLoad(string name, CommandTypes types)
    {
        if ((types & (CommandTypes.Cmdlet | CommandTypes.Function)) == 0 || name.AsSpan()
            .IndexOfAny('/', '\\', '*') >= 0) return false;
        if (!name.Contains('-', StringComparison.Ordinal)) return false;
        object? preference = context.CurrentSession.GetVariableValue("PSModuleAutoLoadingPreference");
        if (preference is not null && PSObject.ToStringParser(preference) is "None" or "ModuleQualified") return false;
        foreach (string manifest in AllOnPath())
        {
            if (!manifest.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase)
                || FindLoaded(Path.GetFileNameWithoutExtension(manifest)) is not null)
            {
                continue;
            }

            if (!ManifestIndex.Exports(manifest, name) || !_loading.Add(manifest)) continue;
            try
            {
                Import(manifest, new ModuleImport { Global = true });
                return true;
            }
            finally
            {
                _loading.Remove(manifest);
            }
        }

        return false;
    }

    /// <summary>The file of a module by path or by name on the module path, or null.</summary>
    internal string? Locate(string name, Version? minimum = null, Version? exact = null)
    {
        if (name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal)
            || Path.IsPathRooted(name)
            || name is "." or ".." || Path.GetExtension(name) is ".psd1" or ".psm1" or ".dll" or ".ps1")
        {
            string full = context.SessionDrives.Resolve(name, out _, out _);
            if (File.Exists(full)) return full;
            if (Directory.Exists(full)) return InFolder(full,
                Path.GetFileName(full.TrimEnd(Path.DirectorySeparatorChar)));
            foreach (string extension in (string[])[".psd1", ".psm1", ".dll"])
            {
                if (File.Exists(full + extension)) return full + extension;
            }

            return null;
        }

        foreach (string root in ModulePath())
        {
            if (Candidates(Path.Combine(root, name), name)
                .FirstOrDefault(f => Fits(f, minimum, exact)) is { } found) return found;
        }

        return null;
    }

    /// <summary>The manifests and modules on the module path.</summary>
    internal IEnumerable<string> AllOnPath()
    {
        foreach (string root in ModulePath())
        {
            if (!Directory.Exists(root)) continue;
            foreach (string folder in Directory.EnumerateDirectories(root).Order(StringComparer.OrdinalIgnoreCase))
            {
                foreach (string file in Candidates(folder, Path.GetFileName(folder))) yield return file;
            }
        }
    }

    private static IEnumerable<string> ModulePath() =>
        (Environment.GetEnvironmentVariable("PSModulePath") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Candidates(string folder, string name)
    {
        string? real = Directory.Exists(folder) ? folder : null;
        if (real is null && Path.GetDirectoryName(folder) is { } parent && Directory.Exists(parent))
        {
            real = Directory.EnumerateDirectories(parent)
                .FirstOrDefault(d => Path.GetFileName(d).Equals(name, StringComparison.OrdinalIgnoreCase));
        }

        if (real is null) yield break;
        string plain = Path.GetFileName(real);
        IEnumerable<string> versions = Directory.EnumerateDirectories(real)
            .Where(static d => Version.TryParse(Path.GetFileName(d), out _))
            .OrderByDescending(static d => Version.Parse(Path.GetFileName(d)));
        foreach (string version in versions)
        {
            if (InFolder(version, plain) is { } file) yield return file;
        }

        if (InFolder(real, plain) is { } direct) yield return direct;
    }

    private static string? InFolder(string folder, string name)
    {
        foreach (string extension in (string[])[".psd1", ".psm1", ".dll"])
        {
            string file = Path.Combine(folder, name + extension);
            if (File.Exists(file)) return file;
        }

        return null;
    }

    private bool Fits(string file, Version? minimum, Version? exact)
    {
        if (minimum is null && exact is null) return true;
        Version version = new(0, 0);
        if (file.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase)
            && LanguagePrimitives.TryConvertTo(ManifestFile.Read(file, context)["ModuleVersion"], out Version? found))
        {
            version = found!;
        }

        return exact is not null ? version == exact : version >= minimum;
    }
}
