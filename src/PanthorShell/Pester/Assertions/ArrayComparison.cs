using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace Pester;

/// <summary>Equality as Should -Be sees it: item by item, empty collections like null.</summary>
internal static class ArrayComparison
{
    private const int MaxDepth = 100;

    public static bool Same(object?[]? actual, object?[]? expected, bool caseSensitive, int depth = 0)
    {
        if (depth >= MaxDepth)
            throw new InvalidOperationException(
                "The arrays are nested too deeply to be compared; perhaps one contains itself.");

        bool noActual = IsEmpty(actual);
        bool noExpected = IsEmpty(expected);
        if (noActual || noExpected) return noActual && noExpected;
        if (actual!.Length != expected!.Length) return false;

        for (int i = 0; i < actual.Length; i++)
        {
            object? left = Plain(actual[i]);
            object? right = Plain(expected[i]);
            bool same = left is Array || right is Array
                ? Same(AsArray(left), AsArray(right), caseSensitive, depth + 1)
                : SameValue(left, right, caseSensitive);
            if (!same) return false;
        }

        return true;
    }

    public static object?[]? AsArray(object? value) => Plain(value) switch
    {
        null => null,
        object?[] array => array,
        string text => [text],
        IDictionary table => [table],
        IEnumerable items => [.. items.Cast<object?>()],
        { } single => [single],
    };

    public static object? Plain(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>The expected value is at the left of -eq, so the actual one is converted to its type.</summary>
    public static bool SameValue(object? actual, object? expected, bool caseSensitive) =>
        LanguagePrimitives.Equals(expected, actual, !caseSensitive, CultureInfo.InvariantCulture);

    private static bool IsEmpty(object?[]? array) =>
        array is null || array.Length == 0 || (array.Length == 1 && array[0] is null);
}
