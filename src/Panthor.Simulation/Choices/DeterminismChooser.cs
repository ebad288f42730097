using System;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>
/// Wraps a chooser and compares each choice with that of an earlier run: its kind, the clock, the running task and the
/// runnable ones. So a run that depends on anything but its choices is caught where it first differs.
/// </summary>
public sealed class DeterminismChooser : IChooser, IRunnableObserver
{
    private readonly IChooser _inner;
    private readonly IReadOnlyList<ObservedChoice>? _expected;
    private readonly List<ObservedChoice> _observed = [];
    private VirtualTime _time;
    private int _current;
    private ulong _runnable;

    /// <summary>Wraps a chooser.</summary>
    /// <param name="inner">Who answers.</param>
    /// <param name="expected">What an earlier run observed; null for the first run.</param>
    public DeterminismChooser(IChooser inner, IReadOnlyList<ObservedChoice>? expected = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _expected = expected;
    }

    /// <inheritdoc/>
    public bool Preempts => _inner.Preempts;

    /// <summary>What this run observed so far.</summary>
    public IReadOnlyList<ObservedChoice> Observed => _observed;

    /// <summary>Runs a scenario twice, the second time with the answers of the first, and compares.</summary>
    /// <param name="chooser">Who answers the first time.</param>
    /// <param name="scenario">What is run; it must use nothing but the machine that it is given.</param>
    /// <exception cref="NondeterminismException">The runs differ.</exception>
    public static void Check(IChooser chooser, Action<Simulation> scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        DeterminismChooser first = new(chooser);
        using Simulation one = new(new SimulationOptions { Chooser = first });
        scenario(one);
        DeterminismChooser second = new(new ReplayChooser(one.Choices, strict: false), first.Observed);
        using Simulation two = new(new SimulationOptions { Chooser = second });
        scenario(two);
        second.CheckEnd();
        if (one.Events.Hash != two.Events.Hash)
        {
            throw new NondeterminismException(
                $"The runs made the same {one.Choices.Count} choices, but their events differ: "
                + $"{one.Events.Hash:x16} after {one.Events.Total}, {two.Events.Hash:x16} after {two.Events.Total}.");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NondeterminismException">The run differs from the earlier one.</exception>
    public int Choose(ChoiceKind kind, int n)
    {
        ObservedChoice choice = new(kind, n, _time, _current, _runnable);
        int index = _observed.Count;
        if (_expected is not null && (index >= _expected.Count || _expected[index] != choice))
        {
            string before = index < _expected.Count ? _expected[index].ToString() : "nothing more";
            throw new NondeterminismException($"Choice {index} differs: before {before}, now {choice}.");
        }

        _observed.Add(choice);
        _runnable = 0;
        return _inner.Choose(kind, n);
    }

    /// <summary>The run is over: was it as long as the earlier one?</summary>
    /// <exception cref="NondeterminismException">The run made fewer choices than the earlier one.</exception>
    public void CheckEnd()
    {
        if (_expected is not null && _observed.Count != _expected.Count)
        {
            throw new NondeterminismException(
                $"The run made {_observed.Count} choices, the one before made {_expected.Count}.");
        }
    }

    /// <inheritdoc/>
    public void ObserveRunnable(VirtualTime now, SimTask? current, ReadOnlySpan<int> runnable)
    {
        (_inner as IRunnableObserver)?.ObserveRunnable(now, current, runnable);
        _time = now;
        _current = current?.Id ?? 0;
        ulong hash = 0xCBF29CE484222325UL;
        foreach (int id in runnable)
        {
            hash = unchecked((hash ^ (uint)id) * 0x100000001B3UL);
        }

        _runnable = hash;
    }
}
