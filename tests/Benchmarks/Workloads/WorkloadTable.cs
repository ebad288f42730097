using System;
using System.Collections.Generic;

namespace Benchmarks.Workloads;

/// <summary>All workloads by name.</summary>
internal static class WorkloadTable
{
    private static readonly Dictionary<string, Func<IWorkload>> s_byName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["W1"] = () => new W1(),
        ["W2"] = () => new W2(),
        ["W3"] = () => new W3(),
        ["W4"] = () => new W4(),
        ["W5"] = () => new W5(),
        ["W6"] = () => new W6(false),
        ["W6A"] = () => new W6(true),
        ["W7"] = () => new W7(),
    };

    /// <summary>The workloads that a word names: one, or "all"; none for an unknown word.</summary>
    public static IReadOnlyList<string> Select(string word) =>
        string.Equals(word, "all", StringComparison.OrdinalIgnoreCase) ? [.. s_byName.Keys]
        : s_byName.ContainsKey(word) ? [word.ToUpperInvariant()]
        : [];

    /// <summary>Makes a workload; null for an unknown name.</summary>
    public static IWorkload? Create(string name) =>
        s_byName.TryGetValue(name, out Func<IWorkload>? make) ? make() : null;
}
