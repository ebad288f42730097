using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace Pester;

/// <summary>Values as they stand in failure messages.</summary>
internal static class Nicely
{
    private const int MaxItems = 10;

    public static string Format(object? value)
    {
        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (plain)
        {
            case null:
                return "$null";
            case bool flag:
                return flag ? "$true" : "$false";
            case string text:
                return text.Length == 0 ? "<empty>" : "'" + text + "'";
            case DateTime date:
                return date.ToString("o", CultureInfo.InvariantCulture);
            case Type type:
                return "[" + Text(type) + "]";
            case ScriptBlock block:
                return "{" + block + "}";
            case ValueType or IDictionary:
                return Text(plain);
            case ICollection items:
                return Collection(items);
            case IEnumerable items when plain is not PSObject:
                return Collection(items.Cast<object?>().ToArray());
            default:
                return Text(value!);
        }
    }

    /// <summary>A list of conditions in a sentence: a, b and c.</summary>
    public static string JoinAnd(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1];

    public static string Because(string? because)
    {
        string text = because?.Trim() ?? "";
        if (text.Length == 0) return "";
        return " because " + System.Text.RegularExpressions.Regex.Replace(text, @"because\s", "") + ",";
    }

    private static string Collection(ICollection items)
    {
        IEnumerable<string> shown = items.Cast<object?>().Take(MaxItems).Select(Format);
        string rest = items.Count > MaxItems
            ? string.Create(CultureInfo.InvariantCulture, $", ...{items.Count - MaxItems} more")
            : "";
        return "@(" + string.Join(", ", shown) + rest + ")";
    }

    private static string Text(object value) => ObjectComparison.Text(value);
}
