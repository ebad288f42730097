using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>The assemblies of .NET that are installed but not yet loaded: their types exist for scripts too.</summary>
internal static class PlatformAssemblies
{
    private static readonly Lazy<IReadOnlyList<Assembly>> s_all = new(static () => [.. LoadAll()]);

    /// <summary>A public type by its full name, or null. The first miss loads all assemblies of the platform.</summary>
    internal static Type? Find(string fullName)
    {
        if (!fullName.StartsWith("System.", StringComparison.OrdinalIgnoreCase)
            && !fullName.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return s_all.Value.Select(a => a.GetType(fullName, throwOnError: false, ignoreCase: true))
            .FirstOrDefault(static t => t is { IsVisible: true });
    }

    private static IEnumerable<Assembly> LoadAll()
    {
        string list = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? string.Empty;
        string platform = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? string.Empty;
        foreach (string path in list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Path.GetDirectoryName(path) != platform) continue;
            Assembly? loaded = null;
            try
            {
                loaded = Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(path)));
            }
            catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException)
            {
                // A native library among the assemblies has no types.
                continue;
            }

            yield return loaded;
        }
    }
}
