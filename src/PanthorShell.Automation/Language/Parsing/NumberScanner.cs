using System.Globalization;
using System.Numerics;

namespace System.Management.Automation.Language;

/// <summary>Reads numeric literals: decimal, hexadecimal and binary, with type suffix and multiplier.</summary>
internal static class NumberScanner
{
    /// <summary>The end of the number at the position; -1 if there is none.</summary>
    internal static int FindEnd(string text, int start, bool expression, bool endsAtTernary, out Parts parts)
    {
        parts = default;
        int pos = start;
        if (pos < text.Length && (text[pos] == '+' || CharTraits.IsDash(text[pos])))
        {
            parts.Negative = text[pos] != '+';
            pos++;
        }
        char second = At(text, pos + 1);
        if (At(text, pos) == '0' && (second is 'x' or 'X' or 'b' or 'B'))
        {
            parts.Base = second is 'x' or 'X' ? 16 : 2;
            int digits = pos += 2;
            while (parts.Base == 16 ? char.IsAsciiHexDigit(At(text, pos)) : At(text, pos) is '0' or '1')
                pos++;
            if (pos == digits)
                return -1;
            parts.Digits = text[digits..pos];
        }
        else if (!ScanDecimal(text, ref pos, ref parts))
        {
            return -1;
        }
        ScanSuffix(text, ref pos, ref parts);
        char next = At(text, pos);
        bool ended = CharTraits.EndsToken(next)
            || (expression && (CharTraits.EndsNumber(next) || (endsAtTernary && (next is '?' or ':'))));
        return ended ? pos : -1;
    }

    /// <summary>The value; null if it does not fit the type asked for.</summary>
    internal static object? GetValue(in Parts parts)
    {
        try
        {
            return parts.Real ? RealValue(parts) : IntegerValue(parts);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static bool ScanDecimal(string text, ref int pos, ref Parts parts)
    {
        int start = pos;
        while (CharTraits.IsDigit(At(text, pos)))
            pos++;
        int whole = pos - start;
        if (At(text, pos) == '.' && At(text, pos + 1) != '.')
        {
            int dot = pos++;
            while (CharTraits.IsDigit(At(text, pos)))
                pos++;
            if (whole == 0 && pos == dot + 1)
                return false;
            parts.Real = true;
        }
        else if (whole == 0)
        {
            return false;
        }
        if (At(text, pos) is 'e' or 'E')
        {
            int mark = pos++;
            if (At(text, pos) is '+' || CharTraits.IsDash(At(text, pos)))
                pos++;
            if (!CharTraits.IsDigit(At(text, pos)))
            {
                pos = mark;
                return true;
            }
            while (CharTraits.IsDigit(At(text, pos)))
                pos++;
            parts.Real = true;
        }
        parts.Digits = text[start..pos].Replace('\u2013', '-').Replace('\u2014', '-').Replace('\u2015', '-');
        return true;
    }

    private static void ScanSuffix(string text, ref int pos, ref Parts parts)
    {
        char c = char.ToLowerInvariant(At(text, pos));
        if (c == 'u')
        {
            parts.Suffix = "u";
            c = char.ToLowerInvariant(At(text, ++pos));
            if (c is 'y' or 's' or 'l')
            {
                parts.Suffix = "u" + c;
                pos++;
            }
        }
        else if (c is 'y' or 's' or 'l' or 'n' || (c == 'd' && parts.Base != 16))
        {
            parts.Suffix = c.ToString();
            pos++;
        }
        int shift = char.ToLowerInvariant(At(text, pos)) switch
        {
            'k' => 10,
            'm' => 20,
            'g' => 30,
            't' => 40,
            'p' => 50,
            _ => 0,
        };
        if (shift > 0 && (At(text, pos + 1) is 'b' or 'B'))
        {
            parts.Shift = shift;
            pos += 2;
        }
    }

    private static object RealValue(in Parts parts)
    {
        long multiplier = 1L << parts.Shift;
        int sign = parts.Negative ? -1 : 1;
        if (parts.Suffix == "d")
            return sign * multiplier * decimal.Parse(parts.Digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        double value = double.Parse(parts.Digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        value = value * multiplier * sign;
        return parts.Suffix is null ? value : Narrow(parts.Suffix, new BigInteger(Math.Round(value)));
    }

    private static object IntegerValue(in Parts parts)
    {
        BigInteger value = parts.Base switch
        {
            16 => BigInteger.Parse("0" + parts.Digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            2 => ParseBinary(parts.Digits),
            _ => BigInteger.Parse(parts.Digits, CultureInfo.InvariantCulture),
        };
        if (parts.Base != 0 && parts.Suffix?[0] != 'u')
            value = AsSigned(value, parts);
        value <<= parts.Shift;
        if (parts.Negative)
            value = -value;
        if (parts.Suffix is not null)
            return Narrow(parts.Suffix, value);
        bool isWide = parts.Base != 0 && parts.Digits.Length * (parts.Base == 16 ? 4 : 1) == 64 && value.Sign < 0;
        if (!isWide && value >= int.MinValue && value <= int.MaxValue)
            return (int)value;
        if (value >= long.MinValue && value <= long.MaxValue)
            return (long)value;
        if (parts.Base != 0)
            throw new OverflowException();
        return BigInteger.Abs(value) <= (BigInteger)decimal.MaxValue ? (decimal)value : (double)value;
    }

    // A literal that fills its width exactly carries the sign bit: 0xFFFFFFFF is -1.
    private static BigInteger AsSigned(BigInteger value, in Parts parts)
    {
        int bits = parts.Digits.Length * (parts.Base == 16 ? 4 : 1);
        bool fills = parts.Suffix switch
        {
            "y" => bits == 8,
            "s" => bits == 16,
            "l" => bits == 64,
            null => bits is 32 or 64,
            _ => false,
        };
        return fills && !(value >> (bits - 1)).IsZero ? value - (BigInteger.One << bits) : value;
    }

    private static object Narrow(string suffix, BigInteger value) => suffix switch
    {
        "y" => (object)(sbyte)value,
        "uy" => (byte)value,
        "s" => (short)value,
        "us" => (ushort)value,
        "l" => (long)value,
        "ul" => (ulong)value,
        "u" => value >= 0 && value <= uint.MaxValue ? (object)(uint)value : (ulong)value,
        "d" => (decimal)value,
        _ => value,
    };

    private static BigInteger ParseBinary(string digits)
    {
        BigInteger value = BigInteger.Zero;
        foreach (char c in digits)
            value = (value << 1) + (c - '0');
        return value;
    }

    private static char At(string text, int pos) => pos < text.Length ? text[pos] : '\0';

    /// <summary>The pieces of a literal.</summary>
    internal record struct Parts
    {
        public bool Negative { get; set; }

        public int Base { get; set; }

        public string Digits { get; set; }

        public bool Real { get; set; }

        public string? Suffix { get; set; }

        public int Shift { get; set; }
    }
}
