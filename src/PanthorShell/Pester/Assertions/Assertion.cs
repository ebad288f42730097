using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Microsoft.PowerShell.Commands;

namespace Pester;

/// <summary>The outcome of an assertion: null when it holds, else the message.</summary>
internal sealed class Assertion(bool negate, string? because)
{
    private readonly string _because = Nicely.Because(because);

    public string? Be(object?[] actual, object? expected, bool caseSensitive, int width, int pathLength)
    {
        bool same = ArrayComparison.Same(actual, ArrayComparison.AsArray(expected), caseSensitive);
        if (same != negate) return null;

        object? one = Unroll(actual);
        object? wanted = expected is Array many ? Unroll([.. many.Cast<object?>()]) : ArrayComparison.Plain(expected);
        string exactly = caseSensitive ? "exactly " : "";
        if (negate) return $"Expected {Nicely.Format(wanted)} to be different from the actual value,{_because} but "
            + $"got {exactly}the same value.";
        if (one is string actualText && wanted is string expectedText)
            return StringDifference.Describe(expectedText, actualText, caseSensitive, _because, width, pathLength);
        return $"Expected {exactly}{Nicely.Format(wanted)},{_because} but got {Nicely.Format(one)}.";
    }

    public string? Greater(object? actual, object? expected, bool orEqual)
    {
        int order = Order(actual, expected);
        if (negate) return Less(order, actual, expected, orEqual: !orEqual);

        bool holds = orEqual ? order >= 0 : order > 0;
        string than = orEqual ? "greater than or equal to" : "greater than";
        return holds ? null : Compared(than, actual, expected);
    }

    public string? Less(object? actual, object? expected, bool orEqual)
    {
        int order = Order(actual, expected);
        return negate ? Greater(order, actual, expected, orEqual: !orEqual) : Less(order, actual, expected, orEqual);
    }

    public string? Like(object? actual, object? expected, bool caseSensitive)
    {
        WildcardOptions options = caseSensitive ? WildcardOptions.None : WildcardOptions.IgnoreCase;
        bool matches = WildcardPattern.Get(Text(expected), options).IsMatch(Text(actual));
        if (matches != negate) return null;

        string kind = caseSensitive ? "case sensitively " : "";
        return negate
            ? $"Expected like wildcard {Nicely.Format(expected)} to not {kind}match "
                + $"{Nicely.Format(actual)},{_because} but it did match."
            : $"Expected like wildcard {Nicely.Format(expected)} to {kind}match {Nicely.Format(actual)},{_because} "
                + $"but it did not match.";
    }

    public string? Match(object? actual, string pattern, bool caseSensitive)
    {
        bool matches = Regex.IsMatch(Text(actual), pattern, caseSensitive ? RegexOptions.None
            : RegexOptions.IgnoreCase);
        if (matches != negate) return null;

        string kind = caseSensitive ? "case sensitively " : "";
        return negate
            ? $"Expected regular expression {Nicely.Format(pattern)} to not {kind}match "
                + $"{Nicely.Format(actual)},{_because} but it did match."
            : $"Expected regular expression {Nicely.Format(pattern)} to {kind}match "
                + $"{Nicely.Format(actual)},{_because} but it did not match.";
    }

    public string? BeTrue(object? actual, bool wanted)
    {
        bool target = wanted != negate;
        if (LanguagePrimitives.IsTrue(actual) == target) return null;
        return $"Expected {(target ? "$true" : "$false")},{_because} but got {Nicely.Format(actual)}.";
    }

    public string? BeNullOrEmpty(object?[] actual)
    {
        object? single = actual.Length == 1 ? ArrayComparison.Plain(actual[0]) : null;
        bool empty = actual.Length == 0 || (actual.Length == 1 && (single switch
        {
            Hashtable table => table.Count == 0,
            null => true,
            _ => Text(actual[0]).Length == 0,
        }));
        if (empty != negate) return null;
        if (negate) return $"Expected a value,{_because} but got $null or empty.";
        return $"Expected $null or empty,{_because} but got {Nicely.Format(actual.Length == 1 ? actual[0] : actual)}.";
    }

    public string? BeOfType(object? actual, object? expected)
    {
        object? plain = ArrayComparison.Plain(actual);
        Type type = TypeOf(expected);
        bool custom = type == typeof(PSCustomObject) || type == typeof(PSObject);
        bool isType = type.IsInstanceOfType(plain) || (custom && actual is PSObject { BaseObject: PSCustomObject });
        if (isType != negate) return null;

        Type? own = actual is PSObject { BaseObject: PSCustomObject } ? typeof(PSCustomObject) : plain?.GetType();
        string not = negate ? "not " : "";
        return $"Expected the value to {not}have type {Nicely.Format(type)} or any of its subtypes,{_because} but got "
            + $"{Nicely.Format(actual)} with type {Nicely.Format(own)}.";
    }

    public string? HaveCount(object?[] actual, int expected)
    {
        int count = actual.Length == 1 && actual[0] is null ? 0 : actual.Length;
        if ((count == expected) != negate) return null;

        string expect = (negate, expected) switch
        {
            (true, 0) => "Expected a non-empty collection",
            (true, _) => $"Expected a collection with size different from {Nicely.Format(expected)}",
            (false, 0) => "Expected an empty collection",
            _ => $"Expected a collection with size {Nicely.Format(expected)}",
        };
        string but = count == 0 ? "but got an empty collection."
            : negate ? $"but got collection with that size {Nicely.Format(actual)}."
            : $"but got collection with size {Nicely.Format(count)} {Nicely.Format(actual)}.";
        return $"{expect},{_because} {but}";
    }

    public string? Contain(object?[] actual, object? expected)
    {
        bool found = actual.Any(item =>
            ArrayComparison.SameValue(ArrayComparison.Plain(expected), ArrayComparison.Plain(item),
            caseSensitive: false));
        if (found != negate) return null;
        return negate
            ? $"Expected {Nicely.Format(expected)} to not be found in collection {Nicely.Format(actual)},{_because} "
                + $"but it was found."
            : $"Expected {Nicely.Format(expected)} to be found in collection {Nicely.Format(actual)},{_because} but "
                + $"it was not found.";
    }

    public string? BeIn(object? actual, object? expected)
    {
        object?[] items = ArrayComparison.AsArray(expected) ?? [];
        bool found = items.Any(item =>
            ArrayComparison.SameValue(ArrayComparison.Plain(actual), ArrayComparison.Plain(item),
            caseSensitive: false));
        if (found != negate) return null;
        return negate
            ? $"Expected collection {Nicely.Format(expected)} to not contain {Nicely.Format(actual)},{_because} but "
                + $"it was found."
            : $"Expected collection {Nicely.Format(expected)} to contain {Nicely.Format(actual)},{_because} but it "
                + $"was not found.";
    }

    public string? Exist(object? actual, bool exists)
    {
        if (exists != negate) return null;
        return negate
            ? $"Expected path {Nicely.Format(actual)} to not exist,{_because} but it did exist."
            : $"Expected path {Nicely.Format(actual)} to exist,{_because} but it did not exist.";
    }

    public string? Throw(ErrorRecord? thrown, string? message, string? errorId, Type? type)
    {
        string place = thrown is null ? "" : Place(thrown.InvocationInfo);
        if (negate)
        {
            return thrown is null
                ? null
                : $"Expected no exception to be thrown,{_because} but an exception \"{thrown.Exception.Message}\" "
                    + $"was thrown {place}.";
        }

        var filters = new List<string>();
        var buts = new List<string>();
        if (type is not null)
        {
            filters.Add("type " + Nicely.Format(type));
            if (thrown is not null && !type.IsInstanceOfType(thrown.Exception))
                buts.Add("the exception type was " + Nicely.Format(thrown.Exception.GetType()));
        }

        if (!string.IsNullOrWhiteSpace(message))
        {
            filters.Add("message like " + Nicely.Format(WildcardPattern.Unescape(message)));
            if (thrown is not null && !Matches(thrown.Exception.Message, message))
                buts.Add("the message was " + Nicely.Format(thrown.Exception.Message));
        }

        if (!string.IsNullOrWhiteSpace(errorId))
        {
            filters.Add("FullyQualifiedErrorId " + Nicely.Format(errorId));
            if (thrown is not null && !Matches(thrown.FullyQualifiedErrorId, errorId))
                buts.Add("the FullyQualifiedErrorId was " + Nicely.Format(thrown.FullyQualifiedErrorId));
        }

        if (thrown is null) buts.Add("no exception was thrown");
        if (buts.Count == 0) return null;

        string with = filters.Count > 0 ? " with " + Nicely.JoinAnd(filters) : "";
        return $"Expected an exception{with} to be thrown,{_because} but {Nicely.JoinAnd(buts)}. {place}".Trim();
    }

    public static Type TypeOf(object? value)
    {
        object? plain = ArrayComparison.Plain(value);
        if (plain is Type type) return type;

        string name = Regex.Replace(Text(plain), @"^\[(.*)\]$", "$1");
        return LanguagePrimitives.TryConvertTo(name, out Type? parsed) && parsed is not null
            ? parsed
            : throw new ArgumentException(
                $"Could not find type [{name}]. Make sure that the assembly that contains that type is loaded.");
    }

    private string? Greater(int order, object? actual, object? expected, bool orEqual)
    {
        // Negated: "not less than" fails with the message of what was refused.
        bool less = orEqual ? order < 0 : order <= 0;
        if (!less) return null;
        return orEqual
            ? Compared("greater than or equal to", actual, expected)
            : Compared("greater than", actual, expected);
    }

    private string? Less(int order, object? actual, object? expected, bool orEqual)
    {
        bool greater = orEqual ? order > 0 : order >= 0;
        if (!greater) return null;
        return orEqual
            ? Compared("less than or equal to", actual, expected)
            : Compared("less than", actual, expected);
    }

    private string Compared(string than, object? actual, object? expected) =>
        $"Expected the actual value to be {than} {Nicely.Format(expected)},{_because} but got {Nicely.Format(actual)}.";

    private static int Order(object? actual, object? expected)
    {
        return LanguagePrimitives.Compare(
            ArrayComparison.Plain(actual), ArrayComparison.Plain(expected), true, CultureInfo.InvariantCulture);
    }

    private static bool Matches(string actual, string pattern) =>
        WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(actual);

    private static string Place(InvocationInfo? invocation)
    {
        if (string.IsNullOrEmpty(invocation?.PositionMessage)) return "";

        IEnumerable<string> lines = invocation.PositionMessage.Split('\n')
            .Select(line => line.TrimEnd('\r')).Where(line => !string.IsNullOrWhiteSpace(line));
        return Regex.Replace(string.Join("\n    ", lines), "^At ", "from ");
    }

    private static object? Unroll(object?[] items) => items.Length switch
    {
        0 => null,
        1 => ArrayComparison.Plain(items[0]) is Array inner ? Unroll([.. inner.Cast<object?>()]) : items[0],
        _ => items,
    };

    private static string Text(object? value) =>
        ObjectComparison.Text(value);
}
