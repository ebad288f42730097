using System;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>The faults to inject into a machine.</summary>
public sealed class FaultPoints
{
    private readonly Simulation _simulation;
    private readonly List<FaultInjection> _injections = [];
    private int _lastId;

    internal FaultPoints(Simulation simulation)
    {
        _simulation = simulation;
    }

    /// <summary>The injections, in the order in which they were added; the first that fires wins.</summary>
    public IReadOnlyList<FaultInjection> Injections => _injections;

    /// <summary>Adds an injection.</summary>
    /// <returns>The same injection, with its number.</returns>
    public FaultInjection Add(FaultInjection injection)
    {
        ArgumentNullException.ThrowIfNull(injection);
        if (injection.Id != 0)
        {
            throw new InvalidOperationException($"The injection {injection.Id} was added before.");
        }

        injection.Id = ++_lastId;
        _injections.Add(injection);
        return injection;
    }

    /// <summary>Removes an injection.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(FaultInjection injection) => _injections.Remove(injection);

    /// <summary>Whether this pass of a place fails.</summary>
    /// <param name="point">The place.</param>
    /// <param name="subject">The object concerned, for injections that match.</param>
    public bool ShouldFail(FaultPoint point, object? subject = null) => ShouldFail(point, subject, out _);

    /// <summary>Whether this pass of a place fails, and with which error.</summary>
    /// <param name="point">The place.</param>
    /// <param name="subject">The object concerned, for injections that match.</param>
    /// <param name="errno">The error; <see cref="Errno.None"/> if it does not fail.</param>
    public bool ShouldFail(FaultPoint point, object? subject, out Errno errno)
    {
        errno = Errno.None;
        return _injections.Count != 0 && Ask(point, subject, out errno);
    }

    private bool Ask(FaultPoint point, object? subject, out Errno errno)
    {
        ArgumentNullException.ThrowIfNull(point);
        foreach (FaultInjection injection in _injections)
        {
            if (!ReferenceEquals(injection.Point, point)
                || injection.Remaining == 0
                || (injection.Match is { } match && !match(subject)))
            {
                continue;
            }

            if (injection.Passed++ < injection.After || !Draw(injection.ProbabilityPerMillion))
            {
                continue;
            }

            injection.Fired++;
            errno = injection.Errno ?? point.Errno;
            _simulation.Events.Record(KernelEvents.FaultInjected, (ulong)injection.Id, (ulong)errno);
            return true;
        }

        errno = Errno.None;
        return false;
    }

    /// <summary>Answer 0 means "no fault", as it does for every choice, unless the fault is certain.</summary>
    private bool Draw(int perMillion) =>
        perMillion == 1_000_000
        || (perMillion != 0 && _simulation.Choose(ChoiceKind.FaultPoint, 1_000_000) >= 1_000_000 - perMillion);
}
