using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Order and equality of objects as Sort-Object and its kin see them.</summary>
internal static class ObjectComparison
{
    /// <summary>The order of two values; values that have none are compared by their texts.</summary>
    public static int Compare(object? left, object? right, bool caseSensitive, CultureInfo culture)
    {
        object? a = Plain(left);
        object? b = Plain(right);
        if (a is string one && b is string other) return TextOrder.Compare(one, other, caseSensitive);
        try
        {
            return LanguagePrimitives.Compare(a, b, !caseSensitive, culture);
        }
        catch (ArgumentException)
        {
            string first = PSObject.AsPSObject(left ?? "").ToString();
            string second = PSObject.AsPSObject(right ?? "").ToString();
            return TextOrder.Compare(first, second, caseSensitive);
        }
    }

    /// <summary>Equal values for scalars; equal properties, name by name, for custom objects.</summary>
    public static bool SameContent(PSObject left, PSObject right, bool ignoreCase)
    {
        bool custom = left.BaseObject is PSCustomObject || right.BaseObject is PSCustomObject;
        if (!custom)
            return LanguagePrimitives.Equals(left.BaseObject, right.BaseObject, ignoreCase,
                CultureInfo.InvariantCulture);

        List<PSPropertyInfo> mine = CellText.Properties(left);
        List<PSPropertyInfo> others = CellText.Properties(right);
        if (mine.Count != others.Count) return false;
        foreach (PSPropertyInfo property in mine)
        {
            PSPropertyInfo? other = right.Properties[property.Name];
            if (other is null) return false;
            if (!LanguagePrimitives.Equals(Plain(property.Value), Plain(other.Value), ignoreCase,
                CultureInfo.InvariantCulture))
                return false;
        }

        return true;
    }

    /// <summary>The text that a conversion to a string gives.</summary>
    public static string Text(object? value) =>
        LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out string? text) ? text ?? "" : "";

    public static object? Plain(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}

/// <summary>The values by which an object is sorted or grouped.</summary>
internal sealed class SortKeys(PSObject target, object?[] values, bool[] found)
{
    public PSObject Target { get; } = target;

    public object?[] Values { get; } = values;

    public bool[] Found { get; } = found;

    public static SortKeys Of(PSObject target, IReadOnlyList<ValueExpression> expressions)
    {
        if (expressions.Count == 0) return new SortKeys(target, [target], [true]);

        var values = new object?[expressions.Count];
        var found = new bool[expressions.Count];
        for (int i = 0; i < values.Length; i++)
        {
            ExpressionResult result = expressions[i].Evaluate(target);
            found[i] = result.Found && result.Error is null;
            values[i] = found[i] ? result.Value : null;
        }

        return new SortKeys(target, values, found);
    }

    /// <summary>The order of two objects by their keys; what lacks a property comes first.</summary>
    public static int Compare(SortKeys left, SortKeys right, IReadOnlyList<bool> descending, bool caseSensitive,
        CultureInfo culture)
    {
        for (int i = 0; i < left.Values.Length; i++)
        {
            int order = left.Found[i] && right.Found[i]
                ? ObjectComparison.Compare(left.Values[i], right.Values[i], caseSensitive, culture)
                : left.Found[i].CompareTo(right.Found[i]);
            if (order != 0) return i < descending.Count && descending[i] ? -order : order;
        }

        return 0;
    }
}
