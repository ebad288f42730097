using System;
using System.Globalization;

namespace Panthor.Kernel;

/// <summary>A point of virtual time: nanoseconds since the simulated machine booted.</summary>
/// <param name="Nanoseconds">Nanoseconds since boot.</param>
public readonly record struct VirtualTime(long Nanoseconds) : IComparable<VirtualTime>
{
    /// <summary>The moment of boot.</summary>
    public static VirtualTime Zero => default;

    /// <summary>The point a span later; far beyond the end of time it stays at the end of time.</summary>
    public static VirtualTime operator +(VirtualTime left, Duration right)
    {
        long sum = unchecked(left.Nanoseconds + right.Nanoseconds);
        bool overflow = right.Nanoseconds > 0 && sum < left.Nanoseconds;
        return new(overflow ? long.MaxValue : sum);
    }

    /// <summary>The span between two points.</summary>
    public static Duration operator -(VirtualTime left, VirtualTime right) => new(left.Nanoseconds - right.Nanoseconds);

    /// <summary>Whether the left point is earlier.</summary>
    public static bool operator <(VirtualTime left, VirtualTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left point is later.</summary>
    public static bool operator >(VirtualTime left, VirtualTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left point is not later.</summary>
    public static bool operator <=(VirtualTime left, VirtualTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left point is not earlier.</summary>
    public static bool operator >=(VirtualTime left, VirtualTime right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>The point a span later.</summary>
    public static VirtualTime Add(VirtualTime left, Duration right) => left + right;

    /// <summary>The span between two points.</summary>
    public static Duration Subtract(VirtualTime left, VirtualTime right) => left - right;

    /// <inheritdoc/>
    public int CompareTo(VirtualTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>
    /// The time stamp of a kernel log line, without brackets: seconds and microseconds, "    0.000123".
    /// </summary>
    public override string ToString()
    {
        long microseconds = Nanoseconds / 1000;
        string seconds = (microseconds / 1_000_000).ToString(CultureInfo.InvariantCulture);
        string rest = (microseconds % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        return $"{seconds,5}.{rest}";
    }
}
