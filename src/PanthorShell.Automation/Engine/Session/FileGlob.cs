using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace System.Management.Automation;

/// <summary>Expands wildcards in file paths.</summary>
internal static class FileGlob
{
    internal static IEnumerable<string> Expand(string full)
    {
        string root = Path.GetPathRoot(full) ?? string.Empty;
        string[] parts = full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> level = [root];
        for (int i = 0; i < parts.Length; i++)
        {
            bool last = i == parts.Length - 1;
            string part = parts[i];
            level = level.SelectMany(folder => Step(folder, part, last)).ToList();
        }

        return level;
    }

    private static IEnumerable<string> Step(string folder, string part, bool last)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(part))
        {
            string next = Path.Combine(folder, WildcardPattern.Unescape(part));
            return Directory.Exists(next) || (last && File.Exists(next)) ? [next] : [];
        }

        if (!Directory.Exists(folder)) return [];
        WildcardPattern pattern = new(part, WildcardOptions.IgnoreCase);
        IEnumerable<string> entries = last ? Directory.EnumerateFileSystemEntries(folder)
            : Directory.EnumerateDirectories(folder);
        return entries.Where(e => pattern.IsMatch(Path.GetFileName(e))
            && (part.StartsWith('.') || OperatingSystem.IsWindows() || !Path.GetFileName(e).StartsWith('.')))
            .OrderBy(static e => e, StringComparer.OrdinalIgnoreCase);
    }
}
