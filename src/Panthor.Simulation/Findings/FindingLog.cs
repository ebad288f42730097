using System;
using System.Collections;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>What the checkers of a machine found, in order.</summary>
public sealed class FindingLog : IReadOnlyList<Finding>
{
    /// <summary>How many findings are kept; a broken run may make millions.</summary>
    public const int Capacity = 1000;

    private readonly List<Finding> _findings = [];

    /// <summary>Raised when a finding is added.</summary>
    public event Action<Finding>? Added;

    /// <summary>How many findings are kept.</summary>
    public int Count => _findings.Count;

    /// <summary>How many findings there were, also those that were not kept or cleared.</summary>
    public long Total { get; private set; }

    /// <summary>The last finding, or null.</summary>
    public Finding? Last { get; private set; }

    /// <inheritdoc/>
    public Finding this[int index] => _findings[index];

    /// <summary>Forgets the findings that are kept.</summary>
    public void Clear() => _findings.Clear();

    /// <summary>The findings of a kind.</summary>
    public IReadOnlyList<Finding> Of(FindingKind kind) => _findings.FindAll(finding => finding.Kind == kind);

    /// <inheritdoc/>
    public IEnumerator<Finding> GetEnumerator() => _findings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(Finding finding)
    {
        Total++;
        Last = finding;
        if (_findings.Count < Capacity)
        {
            _findings.Add(finding);
        }

        Added?.Invoke(finding);
    }
}
