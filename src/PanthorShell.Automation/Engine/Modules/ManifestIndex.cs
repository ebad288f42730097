using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>Tells which commands manifests name, without running anything; answers are kept per file.</summary>
internal static class ManifestIndex
{
    private static readonly ConcurrentDictionary<string,
        (DateTime Time, HashSet<string> Names)> s_known = new(StringComparer.Ordinal);

    internal static bool Exports(string manifest, string command)
    {
        DateTime time = File.GetLastWriteTimeUtc(manifest);
        if (!s_known.TryGetValue(manifest, out (DateTime Time, HashSet<string> Names) entry) || entry.Time != time)
        {
            entry = (time, Read(manifest));
            s_known[manifest] = entry;
        }

        return entry.Names.Contains(command);
    }

    private static HashSet<string> Read(string manifest)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        ScriptBlockAst ast = Parser.ParseInput(File.ReadAllText(manifest), manifest, out _, out ParseError[] errors);
        if (errors.Length > 0) return names;
        if (ast.Find(static a => a is HashtableAst, false) is not HashtableAst table) return names;
        foreach (Tuple<ExpressionAst, StatementAst> pair in table.KeyValuePairs)
        {
            if (pair.Item1 is not StringConstantExpressionAst key
                || key.Value is not ("CmdletsToExport" or "FunctionsToExport" or "AliasesToExport"))
            {
                continue;
            }

            foreach (Ast found in pair.Item2.FindAll(static a => a is StringConstantExpressionAst, false))
            {
                string value = ((StringConstantExpressionAst)found).Value;
                if (!WildcardPattern.ContainsWildcardCharacters(value)) names.Add(value);
            }
        }

        return names;
    }
}
