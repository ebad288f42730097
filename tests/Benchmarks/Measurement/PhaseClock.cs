using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace Benchmarks.Measurement;

/// <summary>Times the phases of a workload, repetition by repetition.</summary>
internal sealed class PhaseClock
{
    /// <summary>Operations between two laps of a long phase.</summary>
    public const int OperationsPerLap = 2048;

    private readonly List<string> _order = [];
    private readonly Dictionary<string, List<PhaseSample>> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PhaseSample> _current = new(StringComparer.Ordinal);
    private readonly List<double> _laps = [];
    private long _start;
    private long _allocated;

    /// <summary>The phases in the order in which they first ran.</summary>
    public IReadOnlyList<string> Phases => _order;

    public void Start()
    {
        _laps.Clear();
        _allocated = GC.GetAllocatedBytesForCurrentThread();
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends a slice of the phase and begins the next.</summary>
    public void Lap()
    {
        long now = Stopwatch.GetTimestamp();
        _laps.Add(Stopwatch.GetElapsedTime(_start, now).TotalNanoseconds);
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends what <see cref="Start"/> began; parts of the same phase in one repetition add up.</summary>
    public void Stop(string phase, long units)
    {
        Lap();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - _allocated;
        if (!_current.TryGetValue(phase, out PhaseSample? sample))
            _current.Add(phase, sample = new PhaseSample());
        sample.Bytes += bytes;
        sample.Units += units;
        _laps.ForEach(sample.AddSlice);
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

    /// <summary>
    /// Median time of a phase in ns per unit; its floor, which is the sum of the best time of each slice; and the
    /// bytes allocated per unit in the median run.
    /// </summary>
    public (double Median, double Floor, double Bytes) Of(string phase)
    {
        List<PhaseSample> samples = [.. _samples[phase].OrderBy(sample => sample.NsPerUnit)];
        PhaseSample median = samples[samples.Count / 2];
        double floor = Enumerable.Range(0, median.Slices.Count).Sum(i => samples.Min(sample => sample.Slices[i]));
        return (median.NsPerUnit, floor / median.Units, median.Bytes / (double)median.Units);
    }
}
