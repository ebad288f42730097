using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Xml;

namespace PanthorShell.Formatting;

/// <summary>How values look in a cell, and which objects are plain values.</summary>
internal static class CellText
{
    private static readonly string[] s_nameProperties = ["name", "id", "key", "*key", "*name", "*id"];

    /// <summary>Strings, numbers, booleans and enumerations print as their text.</summary>
    public static bool IsScalar(PSObject target)
    {
        object value = target.BaseObject;
        return value is string or bool or char or Enum or IntPtr or BigInteger
            || (value is not PSCustomObject && IsNumber(value));
    }

    public static bool IsNumber(object value) => value is int or long or double or byte or uint or ulong or short
        or ushort or sbyte or float or decimal;

    /// <summary>The items of a collection that output unrolls; null for everything else.</summary>
    public static IEnumerable? Enumerable(PSObject target)
    {
        object value = target.BaseObject;
        return value is string or XmlNode ? null : value as IEnumerable;
    }

    /// <summary>The visible properties whose names match a wildcard pattern, in the object's order.</summary>
    public static List<PSPropertyInfo> Properties(PSObject target, string pattern = "*")
    {
        var result = new List<PSPropertyInfo>();
        WildcardPattern? wildcard = pattern == "*" ? null : WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        foreach (PSPropertyInfo property in target.Properties)
        {
            if (wildcard is null || wildcard.IsMatch(property.Name)) result.Add(property);
        }

        return result;
    }

    /// <summary>The names of the DefaultDisplayPropertySet; empty when the type has none.</summary>
    public static IReadOnlyList<string> DefaultDisplayProperties(PSObject target)
    {
        if (target.Members["PSStandardMembers"] is PSMemberSet standard
            && standard.Members["DefaultDisplayPropertySet"] is PSPropertySet set)
            return [.. set.ReferencedPropertyNames];
        return [];
    }

    /// <summary>
    /// The property that names an object: its default display property, Name, Id, Key or one like these.
    /// </summary>
    public static string? NameProperty(PSObject target)
    {
        if (target.Members["PSStandardMembers"] is PSMemberSet standard
            && standard.Members["DefaultDisplayProperty"] is PSNoteProperty { Value: string name } && name.Length > 0)
            return name;
        foreach (string pattern in s_nameProperties)
        {
            List<PSPropertyInfo> matches = Properties(target, pattern);
            if (matches.Count > 0) return matches[0].Name;
        }

        return null;
    }

    /// <summary>The text of a value in a cell or a field.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="formatString">A format directive, plain or composite; null for none.</param>
    /// <param name="limit">How many items of a collection are shown.</param>
    /// <param name="roundFloats">Whether floating-point numbers take the culture's number of decimals.</param>
    public static string Field(object? value, string? formatString, int limit, bool roundFloats)
    {
        if (value is null) return "";

        PSObject target = PSObject.AsPSObject(value);
        if (!string.IsNullOrEmpty(formatString))
        {
            try
            {
                bool composite = formatString.Contains("{0", StringComparison.Ordinal) || formatString.Contains('}');
                return composite
                    ? string.Format(CultureInfo.CurrentCulture, formatString, target)
                    : target.ToString(formatString, null);
            }
            catch (FormatException)
            {
                // A directive that does not suit the value leaves the value as it is.
            }
        }

        return Text(target, limit, roundFloats);
    }

    public static string Text(PSObject target, int limit, bool roundFloats)
    {
        try
        {
            IEnumerable? items = Enumerable(target);
            if (items is not null) return Items(items, limit);
            return roundFloats && target.BaseObject is double or float or decimal && roundFloats
                ? ((IFormattable)target.BaseObject).ToString("F", CultureInfo.CurrentCulture)
                : target.ToString();
        }
        catch (Exception exception) when (exception is ExtendedTypeSystemException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string Items(IEnumerable items, int limit)
    {
        var text = new StringBuilder("{");
        int count = 0;
        foreach (object? item in items)
        {
            if (limit >= 0 && count == limit)
            {
                if (count > 0) text.Append(", ");
                text.Length -= count > 0 ? 2 : 0;
                text.Append('…');
                break;
            }

            if (count++ > 0) text.Append(", ");
            text.Append(ItemName(item));
        }

        return text.Append('}').ToString();
    }

    private static string ItemName(object? item)
    {
        if (item is null) return "$null";

        MethodInfo? toString = item.GetType().GetMethod("ToString", Type.EmptyTypes);
        if (toString is null || toString.DeclaringType == toString.ReflectedType)
            return PSObject.AsPSObject(item).ToString();

        PSObject target = PSObject.AsPSObject(item);
        if (!IsScalar(target) && NameProperty(target) is { } property)
        {
            ExpressionResult result = ValueExpression.Property(property).Evaluate(target);
            if (result is { Error: null, Found: true }) return result.Value is null ? ""
                : PSObject.AsPSObject(result.Value).ToString();
        }

        return target.ToString();
    }
}
