using System.Collections.Generic;
using System.Linq;

namespace Benchmarks.Measurement;

/// <summary>One repetition of one phase, in slices that do the same work in every repetition.</summary>
internal sealed class PhaseSample
{
    private readonly List<double> _slices = [];

    public long Bytes { get; set; }

    public long Units { get; set; }

    public IReadOnlyList<double> Slices => _slices;

    public double NsPerUnit => _slices.Sum() / Units;

    public void AddSlice(double ns) => _slices.Add(ns);
}
