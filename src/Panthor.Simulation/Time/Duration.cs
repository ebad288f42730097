using System;
using System.Globalization;

namespace Panthor.Kernel;

/// <summary>A span of virtual time, in nanoseconds.</summary>
/// <param name="Nanoseconds">The length in nanoseconds; may be negative as a difference.</param>
public readonly record struct Duration(long Nanoseconds) : IComparable<Duration>
{
    /// <summary>No time at all.</summary>
    public static Duration Zero => default;

    /// <summary>The longest span: "for ever" where a timeout is asked for.</summary>
    public static Duration Infinite => new(long.MaxValue);

    /// <summary>Whether this is <see cref="Infinite"/>.</summary>
    public bool IsInfinite => Nanoseconds == long.MaxValue;

    /// <summary>The length in whole microseconds, rounded towards zero.</summary>
    public long Microseconds => Nanoseconds / 1000;

    /// <summary>The length in whole milliseconds, rounded towards zero.</summary>
    public long Milliseconds => Nanoseconds / 1_000_000;

    /// <summary>A span of that many nanoseconds.</summary>
    public static Duration FromNanoseconds(long value) => new(value);

    /// <summary>A span of that many microseconds.</summary>
    /// <exception cref="OverflowException">The span does not fit.</exception>
    public static Duration FromMicroseconds(long value) => new(checked(value * 1000));

    /// <summary>A span of that many milliseconds.</summary>
    /// <exception cref="OverflowException">The span does not fit.</exception>
    public static Duration FromMilliseconds(long value) => new(checked(value * 1_000_000));

    /// <summary>A span of that many seconds.</summary>
    /// <exception cref="OverflowException">The span does not fit.</exception>
    public static Duration FromSeconds(long value) => new(checked(value * 1_000_000_000));

    /// <summary>The sum of two spans.</summary>
    public static Duration operator +(Duration left, Duration right) =>
        new(checked(left.Nanoseconds + right.Nanoseconds));

    /// <summary>The difference of two spans.</summary>
    public static Duration operator -(Duration left, Duration right) =>
        new(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>A multiple of a span.</summary>
    public static Duration operator *(Duration left, long factor) => new(checked(left.Nanoseconds * factor));

    /// <summary>A part of a span, rounded towards zero.</summary>
    public static Duration operator /(Duration left, long divisor) => new(left.Nanoseconds / divisor);

    /// <summary>Whether the left span is shorter.</summary>
    public static bool operator <(Duration left, Duration right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left span is longer.</summary>
    public static bool operator >(Duration left, Duration right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left span is not longer.</summary>
    public static bool operator <=(Duration left, Duration right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left span is not shorter.</summary>
    public static bool operator >=(Duration left, Duration right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>The sum of two spans.</summary>
    public static Duration Add(Duration left, Duration right) => left + right;

    /// <summary>The difference of two spans.</summary>
    public static Duration Subtract(Duration left, Duration right) => left - right;

    /// <summary>A multiple of a span.</summary>
    public static Duration Multiply(Duration left, long factor) => left * factor;

    /// <summary>A part of a span, rounded towards zero.</summary>
    public static Duration Divide(Duration left, long divisor) => left / divisor;

    /// <inheritdoc/>
    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The span in the largest unit that keeps it readable: "750 ns", "12.5 us", "3 ms", "1.25 s".</summary>
    public override string ToString()
    {
        if (IsInfinite)
        {
            return "for ever";
        }

        ulong size = Nanoseconds < 0 ? (ulong)-(Nanoseconds + 1) + 1 : (ulong)Nanoseconds;
        (ulong unit, string name) = size switch
        {
            < 1000 => (1UL, "ns"),
            < 1_000_000 => (1000UL, "us"),
            < 1_000_000_000 => (1_000_000UL, "ms"),
            _ => (1_000_000_000UL, "s"),
        };
        string sign = Nanoseconds < 0 ? "-" : "";
        string whole = (size / unit).ToString(CultureInfo.InvariantCulture);
        ulong rest = size % unit;
        if (rest == 0)
        {
            return $"{sign}{whole} {name}";
        }

        int digits = unit switch { 1000UL => 3, 1_000_000UL => 6, _ => 9 };
        string fraction = rest.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0');
        return $"{sign}{whole}.{fraction} {name}";
    }
}
