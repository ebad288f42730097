using System;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>Describes one type of event: a tracepoint. Make one static instance of each.</summary>
[SharedAcrossRuns]
public sealed class EventId
{
    /// <summary>Describes an event.</summary>
    /// <param name="name">The tracepoint's name, as in the kernel where it has one: "gpu_job_irq".</param>
    /// <param name="fields">
    /// The names of up to four numbers; a name that ends in "*" is shown in decimal, others in hex.
    /// </param>
    public EventId(string name, params string[] fields)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fields.Length, 4);
        Name = name;
        Fields = fields;
        Hash = StableHash.Of(name);
    }

    /// <summary>The tracepoint's name.</summary>
    public string Name { get; }

    /// <summary>The names of its numbers.</summary>
    public IReadOnlyList<string> Fields { get; }

    internal ulong Hash { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
