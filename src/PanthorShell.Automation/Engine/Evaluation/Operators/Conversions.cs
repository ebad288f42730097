using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Conversions as expressions need them.</summary>
internal static class Conversions
{
    /// <summary>Converts for a cast or an operator; a failure is an error of the statement.</summary>
    internal static object? Cast(object? value, Type type)
    {
        if (type == typeof(void))
            return Internal.AutomationNull.Value;
        if (type == typeof(object))
            return ReferenceEquals(value, Internal.AutomationNull.Value) ? null : value;
        if (value is not null && value.GetType() == type && value is not PSObject)
            return value;
        if (type == typeof(PSCustomObject))
            return CustomObjects.From(value);
        if (type == typeof(Array))
            type = typeof(object[]);
        if (type == typeof(PSReference))
            return new PSReference(value);
        if (type == typeof(OrderedDictionary) && PSObject.Base(value) is IDictionary and not OrderedDictionary)
        {
            throw Failure.Make(
                "ConvertToFinalInvalidCastException", "The [ordered] attribute can be used only on a hash literal.",
                ErrorCategory.InvalidArgument);
        }
        try
        {
            return LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);
        }
        catch (PSInvalidCastException exception)
        {
            throw Failure.Cast(exception);
        }
    }

    internal static string ToText(object? value) => value switch
    {
        string text => text,
        null => string.Empty,
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => PSObject.ToStringParser(value),
    };

    internal static bool IsTrue(object? value) => value switch
    {
        bool truth => truth,
        null => false,
        int number => number != 0,
        string text => text.Length > 0,
        _ => LanguagePrimitives.IsTrue(value),
    };

    /// <summary>The number a text stands for, by the rules of literals; null if it is none.</summary>
    internal static object? TryNumber(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
            return 0;
        int end = NumberScanner.FindEnd(trimmed, 0, false, false, out NumberScanner.Parts parts);
        return end == trimmed.Length ? NumberScanner.GetValue(parts) : null;
    }

    /// <summary>An operand as a number: numbers, bools, enums, chars and texts; null is 0.</summary>
    internal static object ToNumber(object? value)
    {
        object? plain = PSObject.Base(value);
        switch (plain)
        {
            case null:
                return 0;
            case bool truth:
                return truth ? 1 : 0;
            case char c:
                return (int)c;
            case string text:
                return TryNumber(text) ?? Cast(text, typeof(int))!;
            case Enum named:
                Type underlying = Enum.GetUnderlyingType(named.GetType());
                return Convert.ChangeType(named, underlying, CultureInfo.InvariantCulture);
            default:
                return Arithmetic.IsNumber(plain) ? plain : Cast(plain, typeof(int))!;
        }
    }
}
