using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>What the language does with values: truth, equality, order, enumeration, conversion.</summary>
public static partial class LanguagePrimitives
{
    /// <summary>Whether two values are equal; case matters.</summary>
    public static new bool Equals(object? first, object? second) =>
        ValueComparison.AreEqual(first, second, ignoreCase: false, CultureInfo.InvariantCulture);

    /// <summary>Whether two values are equal.</summary>
    public static bool Equals(object? first, object? second, bool ignoreCase) =>
        ValueComparison.AreEqual(first, second, ignoreCase, CultureInfo.InvariantCulture);

    /// <summary>Whether two values are equal in a culture.</summary>
    public static bool Equals(object? first, object? second, bool ignoreCase, IFormatProvider? formatProvider) =>
        ValueComparison.AreEqual(first, second, ignoreCase, formatProvider as CultureInfo
            ?? CultureInfo.InvariantCulture);

    /// <summary>The order of two values; case matters.</summary>
    public static int Compare(object? first, object? second) =>
        ValueComparison.Compare(first, second, ignoreCase: false, CultureInfo.InvariantCulture);

    /// <summary>The order of two values.</summary>
    public static int Compare(object? first, object? second, bool ignoreCase) =>
        ValueComparison.Compare(first, second, ignoreCase, CultureInfo.InvariantCulture);

    /// <summary>The order of two values in a culture.</summary>
    public static int Compare(object? first, object? second, bool ignoreCase, IFormatProvider? formatProvider) =>
        ValueComparison.Compare(first, second, ignoreCase, formatProvider as CultureInfo
            ?? CultureInfo.InvariantCulture);

    /// <summary>The order of two values, when they have one.</summary>
    public static bool TryCompare(object? first, object? second, out int result) =>
        TryCompare(first, second, ignoreCase: false, out result);

    /// <summary>The order of two values, when they have one.</summary>
    public static bool TryCompare(object? first, object? second, bool ignoreCase, out int result)
    {
        try
        {
            result = Compare(first, second, ignoreCase);
            return true;
        }
        catch (ArgumentException)
        {
            result = 0;
            return false;
        }
    }

    /// <summary>Whether a value counts as true.</summary>
    public static bool IsTrue(object? obj)
    {
        object? value = PSObject.Base(obj);
        switch (value)
        {
            case null: return false;
            case bool b: return b;
            case string s: return s.Length > 0;
            case SwitchParameter w: return w.IsPresent;
            case int i: return i != 0;
            case PSObject o: return !ReferenceEquals(o, AutomationNull.Value);
            case Enum: return true;
        }

        if (NumericTypes.IsNumeric(value.GetType())) return !ValueComparison.IsZero(value);
        if (value is char c) return c != '\0';
        if (value is IList list)
        {
            return list.Count switch
            {
                0 => false,
                1 => IsTrueElement(list[0]),
                _ => true,
            };
        }

        return true;
    }

    /// <summary>Whether a value is null or the value of a command that wrote nothing.</summary>
    public static bool IsNull(object? value) => value is null || ReferenceEquals(value, AutomationNull.Value);

    /// <summary>
    /// The elements of a value that enumerates; null for others, among them strings and dictionaries.
    /// </summary>
    public static IEnumerable? GetEnumerable(object? obj)
    {
        object? value = PSObject.Base(obj);
        return value switch
        {
            null or string or IDictionary or System.Xml.XmlNode => null,
            IEnumerable sequence => sequence,
            _ => null,
        };
    }

    /// <summary>An enumerator over the elements of a value that enumerates; null for others.</summary>
    public static IEnumerator? GetEnumerator(object? obj) =>
        PSObject.Base(obj) is IEnumerator enumerator ? enumerator : GetEnumerable(obj)?.GetEnumerator();

    /// <summary>Converts a value.</summary>
    public static T ConvertTo<T>(object? valueToConvert) => (T)ConvertTo(valueToConvert, typeof(T))!;

    /// <summary>Converts a value.</summary>
    public static object? ConvertTo(object? valueToConvert, Type resultType) =>
        ConvertTo(valueToConvert, resultType, CultureInfo.InvariantCulture);

    /// <summary>Converts a value in a culture.</summary>
    public static object? ConvertTo(object? valueToConvert, Type resultType, IFormatProvider? formatProvider)
    {
        ArgumentNullException.ThrowIfNull(resultType);
        return ValueConverter.Convert(valueToConvert, resultType, formatProvider);
    }

    /// <summary>Converts a value when that is possible.</summary>
    public static bool TryConvertTo<T>(object? valueToConvert, [MaybeNullWhen(false)] out T result) =>
        TryConvertTo(valueToConvert, CultureInfo.InvariantCulture, out result);

    /// <summary>Converts a value in a culture when that is possible.</summary>
    public static bool TryConvertTo<T>(
        object? valueToConvert, IFormatProvider? formatProvider, [MaybeNullWhen(false)] out T result)
    {
        if (TryConvertTo(valueToConvert, typeof(T), formatProvider, out object? value))
        {
            result = (T)value!;
            return true;
        }

        result = default;
        return false;
    }

    /// <summary>Converts a value when that is possible.</summary>
    public static bool TryConvertTo(object? valueToConvert, Type resultType, out object? result) =>
        TryConvertTo(valueToConvert, resultType, CultureInfo.InvariantCulture, out result);

    /// <summary>Converts a value in a culture when that is possible.</summary>
    public static bool TryConvertTo(
        object? valueToConvert, Type resultType, IFormatProvider? formatProvider, out object? result)
    {
        try
        {
            result = ConvertTo(valueToConvert, resultType, formatProvider);
            return true;
        }
        catch (InvalidCastException)
        {
            result = null;
            return false;
        }
        catch (ArgumentException)
        {
            result = null;
            return false;
        }
    }

    /// <summary>The name by which scripts call a type.</summary>
    public static string ConvertTypeNameToPSTypeName(string typeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        return "[" + typeName + "]";
    }

    // In a list of one, the element decides; a list within it counts by its length.
    private static bool IsTrueElement(object? element)
    {
        object? value = PSObject.Base(element);
        return value is IList { Count: > 0 } || IsTrue(value);
    }
}
