using System;
using System.Globalization;

namespace PanthorPS;

/// <summary>Reads addresses, sizes and register values the way people write them.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, int Shift)[] s_units =
    [
        ("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40),
        ("KB", 10), ("MB", 20), ("GB", 30), ("TB", 40),
        ("K", 10), ("M", 20), ("G", 30), ("T", 40), ("B", 0),
    ];

    /// <summary>Reads a number, a hexadecimal string or a string with a binary unit.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="text">How it was written, where the host still knows: PowerShell reads 0xffffffff as -1.</param>
    /// <param name="result">The number.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Parse(object? value, string? text, out ulong result)
    {
        result = 0;
        switch (value)
        {
            case null:
                return "Nothing was given; an address or a size is expected.";
            case ulong number:
                result = number;
                return null;
            case string given:
                return ParseText(given, out result);
            case byte or sbyte or short or ushort or int or uint or long:
                return ParseInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture), text, out result);
            case double or float or decimal:
                return ParseFraction(value, text, out result);
            default:
                return $"'{value}' ({value.GetType().Name}) is neither an address nor a size.";
        }
    }

    private static string? ParseInteger(long number, string? text, out ulong result)
    {
        if (number >= 0)
        {
            result = (ulong)number;
            return null;
        }

        if (text is not null && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ParseText(text, out result);
        }

        result = 0;
        string hint = number >= int.MinValue
            ? $" If 0x{unchecked((uint)number):x} was meant: PowerShell reads that literal as a negative Int32; " +
              $"write '0x{unchecked((uint)number):x}' or 0x{unchecked((uint)number):x}u."
            : "";
        return $"{number} is negative; addresses and sizes are not.{hint}";
    }

    private static string? ParseFraction(object value, string? text, out ulong result)
    {
        // PowerShell makes a double of a literal that no integer type holds: 0xffffffffffffffff, 20000000000TB.
        if (text is not null && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ParseText(text, out result);
        }

        result = 0;
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (number < 0)
        {
            return $"{Invariant(number)} is negative; addresses and sizes are not.";
        }

        if (number >= 18446744073709551616.0 || double.IsNaN(number))
        {
            return $"{Invariant(number)} does not fit into 64 bits.";
        }

        result = (ulong)number;
        return result == number ? null : $"{Invariant(number)} is not a whole number of bytes.";
    }

    private static string? ParseText(string given, out ulong result)
    {
        string text = given.Trim().Replace("_", "", StringComparison.Ordinal);
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(
                text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out result)
                ? null
                : $"'{given}' is not a hexadecimal number of at most 64 bits.";
        }

        int shift = 0;
        foreach ((string suffix, int unit) in s_units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                text = text[..^suffix.Length].TrimEnd();
                shift = unit;
                break;
            }
        }

        return ParseDecimal(given, text, shift, out result);
    }

    private static string? ParseDecimal(string given, string text, int shift, out ulong result)
    {
        result = 0;
        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out decimal number))
        {
            return $"'{given}' is neither an address nor a size. Examples: 4096, 0x1000, '4KB', '2MiB', '1GB'.";
        }

        if (number < 0)
        {
            return $"'{given}' is negative; addresses and sizes are not.";
        }

        if (number > ulong.MaxValue || number * (1UL << shift) > ulong.MaxValue)
        {
            return $"'{given}' does not fit into 64 bits.";
        }

        decimal bytes = number * (1UL << shift);
        result = (ulong)bytes;
        return result == bytes ? null : $"'{given}' is not a whole number of bytes.";
    }

    private static string Invariant(double number) => number.ToString(CultureInfo.InvariantCulture);
}
