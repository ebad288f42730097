using System.Collections.Generic;

namespace System.Management.Automation.Evaluation;

/// <summary>Collects output.</summary>
internal sealed class ListPipe : IOutputPipe
{
    internal List<object?> Items { get; } = [];

    public void Add(object? value) => Items.Add(value);

    /// <summary>The output as one value: nothing, the only object, or an array.</summary>
    internal object? ToValue() => Items.Count switch
    {
        0 => Internal.AutomationNull.Value,
        1 => Items[0],
        _ => Items.ToArray(),
    };
}
