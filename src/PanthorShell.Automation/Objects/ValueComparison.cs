using System.Globalization;
using System.Management.Automation.Internal;
using System.Numerics;

namespace System.Management.Automation;

/// <summary>Equality and order of values.</summary>
internal static class ValueComparison
{
    internal static bool AreEqual(object? first, object? second, bool ignoreCase, CultureInfo culture)
    {
        object? left = PSObject.Base(first);
        object? right = PSObject.Base(second);
        if (left is null || ReferenceEquals(left, AutomationNull.Value)) return LanguagePrimitives.IsNull(right);
        if (right is null) return false;
        if (left is string text)
        {
            string other = right as string ?? TextOf(right);
            return culture.CompareInfo.Compare(text, other, ignoreCase ? CompareOptions.IgnoreCase
                : CompareOptions.None) == 0;
        }

        Type l = left.GetType();
        Type r = right.GetType();
        if (NumericTypes.IsNumeric(l) && NumericTypes.IsNumeric(r)) return CompareNumbers(left, right) == 0;
        if (left is char c && ignoreCase
            && right is char d) return char.ToUpperInvariant(c) == char.ToUpperInvariant(d);
        if (left is char lc && right is string { Length: 1 } rs && ignoreCase)
        {
            return char.ToUpperInvariant(lc) == char.ToUpperInvariant(rs[0]);
        }

        if (left.Equals(right)) return true;
        if (l == r) return false;
        try
        {
            object? converted = LanguagePrimitives.ConvertTo(right, l, culture);
            return left.Equals(PSObject.Base(converted));
        }
        catch (InvalidCastException)
        {
            return false;
        }
    }

    internal static int Compare(object? first, object? second, bool ignoreCase, CultureInfo culture)
    {
        object? left = PSObject.Base(first);
        object? right = PSObject.Base(second);
        if (LanguagePrimitives.IsNull(left)) return LanguagePrimitives.IsNull(right) ? 0
            : CompareToNull(right!, negate: true);
        if (LanguagePrimitives.IsNull(right)) return CompareToNull(left!, negate: false);
        if (left is string text)
        {
            string other = right as string ?? TextOf(right!);
            return culture.CompareInfo.Compare(text, other, ignoreCase ? CompareOptions.IgnoreCase
                : CompareOptions.None);
        }

        Type l = left!.GetType();
        Type r = right!.GetType();
        if (NumericTypes.IsNumeric(l) && NumericTypes.IsNumeric(r)) return CompareNumbers(left, right);
        object? converted;
        try
        {
            converted = PSObject.Base(LanguagePrimitives.ConvertTo(right, l, culture));
        }
        catch (InvalidCastException e)
        {
            throw new PSArgumentException(
                $"Could not compare \"{PSObject.ToStringParser(left)}\" to \"{PSObject.ToStringParser(right)}\". "
                + $"Error: \"{e.Message}\"", e);
        }

        if (left is IComparable comparable) return comparable.CompareTo(converted);
        if (left.Equals(right)) return 0;
        throw new PSArgumentException($"Cannot compare \"{PSObject.ToStringParser(left)}\" because it is not "
            + $"IComparable.");
    }

    internal static int CompareNumbers(object left, object right)
    {
        Type common = NumericTypes.Common(left.GetType(), right.GetType());
        if (common == typeof(decimal) && (left is double or float || right is double or float))
        {
            return CompareDecimalAndDouble(left, right);
        }

        if (common == typeof(double) && left is not (double or float) && right is not (double or float))
        {
            return ((BigInteger)ValueConverter.Convert(left, typeof(BigInteger), null)!)
                .CompareTo((BigInteger)ValueConverter.Convert(right, typeof(BigInteger), null)!);
        }

        object l = NumberConversion.Widen(left, common);
        object r = NumberConversion.Widen(right, common);
        return ((IComparable)l).CompareTo(r);
    }

    internal static bool IsZero(object number) => number switch
    {
        int i => i == 0,
        long l => l == 0,
        double d => d == 0,
        decimal m => m == 0,
        float f => f == 0,
        BigInteger b => b.IsZero,
        _ => Convert.ToDecimal(number, CultureInfo.InvariantCulture) == 0,
    };

    private static int CompareDecimalAndDouble(object left, object right)
    {
        try
        {
            return ((decimal)NumberConversion.Widen(left, typeof(decimal)))
                .CompareTo((decimal)NumberConversion.Widen(right, typeof(decimal)));
        }
        catch (OverflowException)
        {
            return ((double)NumberConversion.Widen(left, typeof(double)))
                .CompareTo((double)NumberConversion.Widen(right, typeof(double)));
        }
    }

    // Against null, a negative number is the smaller one and everything else the greater one.
    private static int CompareToNull(object value, bool negate)
    {
        int sign = NumericTypes.IsNumeric(value.GetType()) && CompareNumbers(value, 0) < 0 ? -1 : 1;
        return negate ? -sign : sign;
    }

    private static string TextOf(object value)
    {
        try
        {
            return (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture)!;
        }
        catch (InvalidCastException)
        {
            return value.ToString() ?? string.Empty;
        }
    }
}
