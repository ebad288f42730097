using System;
using System.Globalization;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Reads spans of virtual time the way people write them.</summary>
internal static class TimeSpanText
{
    private static readonly (string Suffix, decimal Nanoseconds)[] s_units =
    [
        ("ns", 1m), ("us", 1_000m), ("µs", 1_000m), ("ms", 1_000_000m),
        ("min", 60_000_000_000m), ("s", 1_000_000_000m), ("h", 3_600_000_000_000m),
    ];

    /// <summary>Reads a <see cref="TimeSpan"/>, a <see cref="Duration"/> or a number with its unit.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Parse(object? value, out Duration result)
    {
        result = default;
        switch (value)
        {
            case Duration duration:
                result = duration;
                break;
            case VirtualTime time:
                result = new Duration(time.Nanoseconds);
                break;
            case TimeSpan span:
                result = new Duration(checked(span.Ticks * TimeSpan.NanosecondsPerTick));
                break;
            case string text when ParseText(text, out result):
                break;
            case string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span)
                && text.Contains(':', StringComparison.Ordinal):
                result = new Duration(checked(span.Ticks * TimeSpan.NanosecondsPerTick));
                break;
            default:
                return $"'{value}' is not a span of time. Write a number with its unit: '250ns', '10us', '5ms', "
                    + "'1.5s', '2min'; or give a TimeSpan.";
        }

        return result.Nanoseconds >= 0 ? null : $"'{value}' is negative; time only goes forward.";
    }

    private static bool ParseText(string text, out Duration result)
    {
        result = default;
        string trimmed = text.Trim();
        foreach ((string suffix, decimal nanoseconds) in s_units)
        {
            if (!trimmed.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
            string number = trimmed[..^suffix.Length].TrimEnd();
            if (decimal.TryParse(number, Styles, CultureInfo.InvariantCulture, out decimal amount)
                && Math.Abs(amount) < long.MaxValue / nanoseconds)
            {
                result = new Duration((long)(amount * nanoseconds));
                return true;
            }
        }

        return false;
    }
}
