using System.Collections.Concurrent;
using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>The names of a .NET type and its bases, as PSObject.TypeNames gives them.</summary>
internal static class DotNetTypeNames
{
    private static readonly ConcurrentDictionary<Type, string[]> s_names = new();

    private static readonly string[] s_custom = ["System.Management.Automation.PSCustomObject", "System.Object"];

    internal static string[] Of(object value) =>
        value is PSCustomObject ? s_custom : s_names.GetOrAdd(value.GetType(), static t => Compute(t));

    internal static string[] Of(Type type) => s_names.GetOrAdd(type, static t => Compute(t));

    private static string[] Compute(Type type)
    {
        List<string> names = [];
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            names.Add(t.FullName ?? t.ToString());
        }

        return [.. names];
    }
}
