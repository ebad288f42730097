using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace Benchmarks.Measurement;

/// <summary>Times the phases of a workload, repetition by repetition.</summary>
internal sealed class PhaseClock
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, List<PhaseSample>> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PhaseSample> _current = new(StringComparer.Ordinal);
    private long _start;
    private long _allocated;

    /// <summary>The phases in the order in which they first ran.</summary>
    public IReadOnlyList<string> Phases => _order;

    public void Start()
    {
        _allocated = GC.GetAllocatedBytesForCurrentThread();
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends what <see cref="Start"/> began; parts of the same phase in one repetition add up.</summary>
    public void Stop(string phase, long units)
    {
        double ns = Stopwatch.GetElapsedTime(_start).TotalNanoseconds;
        long bytes = GC.GetAllocatedBytesForCurrentThread() - _allocated;
        PhaseSample before = _current.GetValueOrDefault(phase);
        _current[phase] = new PhaseSample(before.Ns + ns, before.Bytes + bytes, before.Units + units);
    }

    /// <summary>Ends a repetition.</summary>
    /// <param name="keep">False for the warm-up.</param>
    public void EndRepetition(bool keep)
    {
        foreach ((string phase, PhaseSample sample) in _current)
        {
            if (!_samples.TryGetValue(phase, out List<PhaseSample>? samples))
            {
                _order.Add(phase);
                _samples.Add(phase, samples = []);
            }

            if (keep)
                samples.Add(sample);
        }

        _current.Clear();
    }

    /// <summary>Median and best time of a phase in ns per unit, and the bytes allocated per unit in the median run.</summary>
    public (double Median, double Best, double Bytes) Of(string phase)
    {
        List<PhaseSample> samples = [.. _samples[phase].OrderBy(sample => sample.NsPerUnit)];
        PhaseSample median = samples[samples.Count / 2];
        return (median.NsPerUnit, samples[0].NsPerUnit, median.Bytes / (double)median.Units);
    }
}
