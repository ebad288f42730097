using System;

namespace Panthor.Kernel;

/// <summary>A fault that is to be injected, and how often it was.</summary>
public sealed class FaultInjection
{
    private readonly int _perMillion = 1_000_000;

    /// <summary>A fault at a place: the next time, once, unless the properties say otherwise.</summary>
    public FaultInjection(FaultPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        Point = point;
    }

    /// <summary>Its number, from 1; 0 as long as it was not added.</summary>
    public int Id { get; internal set; }

    /// <summary>Where.</summary>
    public FaultPoint Point { get; }

    /// <summary>How many matching passes go well first.</summary>
    public long After { get; init; }

    /// <summary>How many times it fires; <see cref="long.MaxValue"/> for always.</summary>
    public long Times { get; init; } = 1;

    /// <summary>With which probability a pass fails, in millionths. Chance is asked of the chooser.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 1 000 000.</exception>
    public int ProbabilityPerMillion
    {
        get => _perMillion;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000);
            _perMillion = value;
        }
    }

    /// <summary>Only passes with a subject for which this holds count; null for all.</summary>
    public Func<object?, bool>? Match { get; init; }

    /// <summary>The error it gives; null for that of the place.</summary>
    public Errno? Errno { get; init; }

    /// <summary>How many matching passes there were.</summary>
    public long Passed { get; internal set; }

    /// <summary>How often it fired.</summary>
    public long Fired { get; internal set; }

    /// <summary>How often it can still fire.</summary>
    public long Remaining => Times == long.MaxValue ? long.MaxValue : Math.Max(0, Times - Fired);
}
