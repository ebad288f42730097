using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Benchmarks.Measurement;

/// <summary>Counts and hashes of a workload: proof of what was done.</summary>
internal sealed class WorkloadResult
{
    private readonly List<(string Name, string Json)> _fields = [];

    public WorkloadResult Count(string name, long value)
    {
        _fields.Add((name, value.ToString(CultureInfo.InvariantCulture)));
        return this;
    }

    public WorkloadResult Hash(string name, ulong value)
    {
        _fields.Add((name, string.Create(CultureInfo.InvariantCulture, $"\"0x{value:x16}\"")));
        return this;
    }

    /// <summary>The fields of another result that this one has with another value, or lacks.</summary>
    public IReadOnlyList<string> DifferencesFrom(WorkloadResult expected)
    {
        List<string> differences = [];
        foreach ((string name, string json) in expected._fields)
        {
            (string Name, string Json) mine = _fields.Find(field => field.Name == name);
            if (mine.Json != json)
                differences.Add($"{name}: {mine.Json ?? "missing"}, expected {json}");
        }

        return differences;
    }

    /// <summary>The fields as the inside of a JSON object.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string name, string json) in _fields)
            text.Append(text.Length == 0 ? "" : ", ").Append('"').Append(name).Append("\": ").Append(json);
        return text.ToString();
    }
}
