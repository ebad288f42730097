using System.Globalization;
using System.Numerics;

namespace System.Management.Automation;

/// <summary>Conversions between numbers and from strings to numbers.</summary>
internal static class NumberConversion
{
    /// <summary>A number in a wider type.</summary>
    internal static object Widen(object number, Type type)
    {
        if (number.GetType() == type) return number;
        if (type == typeof(BigInteger)) return ToBig(number);
        if (number is BigInteger big) return FromBig(big, type);
        return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
    }

    /// <summary>A number in another numeric type: rounded to even, an error when it does not fit.</summary>
    internal static object Change(object number, Type type)
    {
        if (type == typeof(BigInteger)) return ToBig(number);
        try
        {
            if (number is BigInteger big) return FromBig(big, type);
            return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException e)
        {
            throw new PSInvalidCastException("InvalidCastIConvertible", e, Failed(number, type, e.Message));
        }
    }

    /// <summary>A string as a number of a type; the empty string is 0, suffixes and 0x are understood.</summary>
    internal static object Parse(string text, Type type)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0) return Change(0, type);
        if (TryPlain(trimmed, type) is { } plain) return plain;
        string id = type == typeof(double) || type == typeof(float) ? "InvalidCastFromStringToDoubleOrSingle"
            : type == typeof(decimal) ? "InvalidCastFromStringToDecimal" : "InvalidCastFromStringToInteger";
        if (TryLiteral(trimmed) is { } literal)
        {
            try
            {
                if (literal is BigInteger big) return FromBig(big, type);
                return type == typeof(BigInteger) ? ToBig(literal)
                    : Convert.ChangeType(literal, type, CultureInfo.InvariantCulture);
            }
            catch (OverflowException e)
            {
                throw new PSInvalidCastException(id, e, Failed(text, type, e.Message));
            }
        }

        FormatException format = new($"The input string '{text}' was not in a correct format.");
        throw new PSInvalidCastException(id, format, Failed(text, type, format.Message));
    }

    private static object? TryPlain(string text, Type type)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        const NumberStyles Whole = NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands;
        const NumberStyles Real = NumberStyles.Float | NumberStyles.AllowThousands;
        switch (Type.GetTypeCode(type))
        {
            case TypeCode.Double:
                return double.TryParse(text, Real, culture, out double d) ? d : null;
            case TypeCode.Single:
                return float.TryParse(text, Real, culture, out float f) ? f : null;
            case TypeCode.Decimal:
                return decimal.TryParse(text, Real, culture, out decimal m) ? m : null;
        }

        if (type == typeof(BigInteger)) return BigInteger.TryParse(text, Whole, culture, out BigInteger b) ? b : null;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out long l)) return null;
        try
        {
            return Convert.ChangeType(l, type, culture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>A number as the language writes it: sign, 0x or 0b, fraction, exponent, suffix, multiplier.</summary>
    internal static object? TryLiteral(string text)
    {
        bool negative = text[0] == '-';
        string body = text[0] is '-' or '+' ? text[1..] : text;
        if (body.Length == 0) return null;
        long multiplier = 1;
        if (body.Length > 2 && char.ToLowerInvariant(body[^1]) == 'b')
        {
            multiplier = char.ToLowerInvariant(body[^2]) switch
            {
                'k' => 1L << 10,
                'm' => 1L << 20,
                'g' => 1L << 30,
                't' => 1L << 40,
                'p' => 1L << 50,
                _ => 1,
            };
            if (multiplier > 1) body = body[..^2];
        }

        object? number = Unsigned(body);
        if (number is null) return null;
        if (number is BigInteger big)
        {
            BigInteger result = big * multiplier * (negative ? -1 : 1);
            return result >= int.MinValue && result <= int.MaxValue ? (int)result
                : result >= long.MinValue && result <= long.MaxValue ? (long)result : result;
        }

        return number is decimal m ? m * multiplier * (negative ? -1 : 1)
            : (double)number * multiplier * (negative ? -1 : 1);
    }

    private static object? Unsigned(string body)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (body.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            string digits = body[2..].TrimEnd('l', 'L', 'u', 'U');
            // As in the language: eight or sixteen digits with the top bit set are negative.
            if (digits.Length is 8 or 16 && digits[0] >= '8'
                && BigInteger.TryParse(digits, NumberStyles.AllowHexSpecifier, culture,
                    out BigInteger signed)) return signed;
            return BigInteger.TryParse("0" + digits, NumberStyles.AllowHexSpecifier, culture, out BigInteger hex) ? hex
                : null;
        }

        if (body.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
        {
            return BigInteger.TryParse("0" + body[2..], NumberStyles.AllowBinarySpecifier, culture,
                out BigInteger bits) ? bits : null;
        }

        if (body[^1] is 'd' or 'D')
        {
            return decimal.TryParse(body[..^1], NumberStyles.Float, culture, out decimal m) ? m : null;
        }

        string whole = body[^1] is 'l' or 'L' or 'n' or 'N' ? body[..^1] : body;
        if (BigInteger.TryParse(whole, NumberStyles.None, culture, out BigInteger integer)) return integer;
        return double.TryParse(body, NumberStyles.Float, culture, out double d) ? d : null;
    }

    private static BigInteger ToBig(object number) => number switch
    {
        BigInteger big => big,
        double d => new BigInteger(Math.Round(d)),
        float f => new BigInteger(Math.Round(f)),
        decimal m => new BigInteger(Math.Round(m)),
        ulong u => new BigInteger(u),
        _ => new BigInteger(Convert.ToInt64(number, CultureInfo.InvariantCulture)),
    };

    private static object FromBig(BigInteger big, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Double => (double)big,
        TypeCode.Single => (float)big,
        TypeCode.Decimal => (decimal)big,
        TypeCode.UInt64 => (ulong)big,
        _ when type == typeof(BigInteger) => big,
        _ => Convert.ChangeType((long)big, type, CultureInfo.InvariantCulture),
    };

    private static string Failed(object value, Type type, string reason) =>
        $"Cannot convert value \"{PSObject.ToStringParser(value)}\" to type \"{type}\". Error: \"{reason}\"";
}
