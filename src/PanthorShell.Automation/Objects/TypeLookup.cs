using System.Collections.Concurrent;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>Finds types by the names that scripts use.</summary>
internal static class TypeLookup
{
    private static readonly ConcurrentDictionary<string, Type> s_known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The type, or null.</summary>
    internal static Type? Find(string name)
    {
        string trimmed = name.Trim().Trim('[', ']').Length == 0 ? string.Empty : name.Trim();
        if (trimmed.Length == 0) return null;
        if (trimmed[0] == '[' && trimmed[^1] == ']') trimmed = trimmed[1..^1];
        if (s_known.TryGetValue(trimmed, out Type? known)) return known;
        ScriptBlockAst ast = Parser.ParseInput("[" + trimmed + "]", out _, out ParseError[] errors);
        if (errors.Length > 0) return null;
        Type? found =
            (ast.Find(static a => a is TypeExpressionAst, false) as TypeExpressionAst)?.TypeName.GetReflectionType();
        if (found is not null) s_known[trimmed] = found;
        return found;
    }
}
