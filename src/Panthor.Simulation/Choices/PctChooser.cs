using System;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>
/// Probabilistic concurrency testing: every task has a random priority and the highest runs, except that at a few random
/// steps the one that would run falls behind all others. Finds a bug that needs <see cref="Depth"/> orderings with a
/// probability of at least 1 / (tasks × steps^(depth − 1)) a run, however long the run is otherwise.
/// </summary>
/// <remarks>
/// After Burckhardt, Kothari, Musuvathi and Nagarakatte, "A randomized scheduler with probabilistic guarantees of
/// finding bugs" (ASPLOS 2010). The hardware counts as one more task. A run longer than <see cref="Steps"/> scheduling
/// choices gets fresh change points for every further stretch of that length. What is no scheduling choice, such as a
/// latency, is drawn evenly.
/// </remarks>
public sealed class PctChooser : IChooser, IRunnableObserver
{
    private const int Hardware = 0;

    private readonly List<long> _priorities = [];
    private readonly long[] _changePoints;
    private DeterministicRandom _random;
    private int[] _runnable = [];
    private int _runnableCount;
    private int _current;
    private long _step;
    private long _stretchEnd;
    private long _lowest;
    private bool _hasObserved;

    /// <summary>The schedule of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="depth">How many orderings a bug may need: 1 for none beyond the priorities, 3 finds most.</param>
    /// <param name="steps">About how many scheduling choices a run makes.</param>
    public PctChooser(ulong seed, int depth = 3, int steps = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Seed = seed;
        Depth = depth;
        Steps = steps;
        _random = new DeterministicRandom(seed);
        _changePoints = new long[depth - 1];
        DrawChangePoints();
    }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>How many orderings a bug may need.</summary>
    public int Depth { get; }

    /// <summary>Length of the stretch over which the change points are spread, in scheduling choices.</summary>
    public int Steps { get; }

    /// <inheritdoc/>
    public bool Preempts => true;

    /// <inheritdoc/>
    public void ObserveRunnable(VirtualTime now, SimTask? current, ReadOnlySpan<int> runnable)
    {
        if (_runnable.Length < runnable.Length)
        {
            Array.Resize(ref _runnable, Math.Max(16, runnable.Length * 2));
        }

        runnable.CopyTo(_runnable);
        _runnableCount = runnable.Length;
        _current = current?.Id ?? Hardware;
        _hasObserved = true;
    }

    /// <inheritdoc/>
    public int Choose(ChoiceKind kind, int n)
    {
        if (!_hasObserved)
        {
            return (int)_random.NextBelow((ulong)n);
        }

        _hasObserved = false;
        int first = kind == ChoiceKind.TaskSwitch ? 0 : 1;
        int best = Highest(n, first);
        if (IsChangePoint())
        {
            SetPriority(TaskOf(best, first), --_lowest);
            best = Highest(n, first);
        }

        return best;
    }

    private int Highest(int n, int first)
    {
        int best = 0;
        long highest = PriorityOf(TaskOf(0, first));
        for (int i = 1; i < n; i++)
        {
            long priority = PriorityOf(TaskOf(i, first));
            if (priority > highest)
            {
                best = i;
                highest = priority;
            }
        }

        return best;
    }

    /// <summary>Who goes on with an alternative: the running task, a runnable one, or the hardware.</summary>
    private int TaskOf(int alternative, int first)
    {
        int index = alternative - first;
        return index < 0 ? _current : index < _runnableCount ? _runnable[index] : Hardware;
    }

    private long PriorityOf(int task)
    {
        while (_priorities.Count <= task)
        {
            // Above all that was ever lowered; ties go to the earlier alternative.
            _priorities.Add((long)(_random.Next() >> 2));
        }

        return _priorities[task];
    }

    private void SetPriority(int task, long priority) => _priorities[task] = priority;

    private bool IsChangePoint()
    {
        if (_step == _stretchEnd)
        {
            DrawChangePoints();
        }

        return Array.IndexOf(_changePoints, _step++) >= 0;
    }

    private void DrawChangePoints()
    {
        for (int i = 0; i < _changePoints.Length; i++)
        {
            _changePoints[i] = _stretchEnd + (long)_random.NextBelow((ulong)Steps);
        }

        _stretchEnd += Steps;
    }
}
