using System.Collections.Generic;

namespace System.Management.Automation.Runspaces;

/// <summary>The members that type data adds to objects.</summary>
public sealed class TypeTable
{
    private static readonly TypeTable s_empty = new();
    private readonly Dictionary<string, TypeData> _types = new(StringComparer.OrdinalIgnoreCase);

    internal TypeTable()
    {
    }

    internal static TypeTable Current => ExecutionContext.Current?.Types ?? s_empty;

    internal bool IsEmpty => _types.Count == 0;

    internal IEnumerable<TypeData> Types => _types.Values;

    internal TypeData? Get(string typeName) => _types.GetValueOrDefault(typeName);

    internal void Add(TypeData data, bool force)
    {
        if (!_types.TryGetValue(data.TypeName, out TypeData? known))
        {
            _types[data.TypeName] = data.Copy();
            return;
        }

        known.Merge(data, force);
    }

    internal bool Remove(string typeName) => _types.Remove(typeName);

    /// <summary>The member that type data adds to an object under a name, or null.</summary>
    internal PSMemberInfo? Find(object target, string name)
    {
        if (_types.Count == 0) return null;
        foreach (string typeName in NamesOf(target))
        {
            if (_types.TryGetValue(typeName, out TypeData? data) && data.Member(name) is { } member) return member;
        }

        return null;
    }

    internal IEnumerable<PSMemberInfo> All(object target)
    {
        if (_types.Count == 0) yield break;
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (string typeName in NamesOf(target))
        {
            if (!_types.TryGetValue(typeName, out TypeData? data)) continue;
            foreach (PSMemberInfo member in data.AllMembers())
            {
                if (seen.Add(member.Name)) yield return member;
            }
        }
    }

    private static IReadOnlyList<string> NamesOf(object target) =>
        target is PSObject wrapper ? wrapper.InternalTypeNames : DotNetTypeNames.Of(target);
}
