using System;
using System.Globalization;

namespace Pester;

/// <summary>Tells where two strings begin to differ.</summary>
internal static class StringDifference
{
    private const string Marker = "...";

    public static string Describe(
        string expected, string actual, bool caseSensitive, string because, int lineWidth, int pathLength)
    {
        int index = FirstDifference(expected, actual, caseSensitive);
        string lengths = expected.Length == actual.Length
            ? string.Create(CultureInfo.InvariantCulture, $"String lengths are both {expected.Length}.")
            : string.Create(CultureInfo.InvariantCulture,
                $"Expected length: {expected.Length}\nActual length:   {actual.Length}");
        string longExpected = Visible(expected);
        string longActual = Visible(actual);
        int visibleIndex = FirstDifference(longExpected, longActual, caseSensitive);
        int surround = "Expected: ''".Length;
        int available = lineWidth - surround - (pathLength + 3);
        int context = (int)Math.Round(lineWidth / 7.0);
        (string expectedLine, _) = Excerpt(longExpected, visibleIndex, available, context);
        (string actualLine, int mark) = Excerpt(longActual, visibleIndex, available, context);
        return string.Join(
            '\n',
            $"Expected strings to be the same,{because} but they were different.",
            lengths,
            string.Create(CultureInfo.InvariantCulture, $"Strings differ at index {index}."),
            $"Expected: '{expectedLine}'",
            $"But was:  '{actualLine}'",
            new string(' ', surround - 1) + new string('-', mark) + "^");
    }

    private static int FirstDifference(string left, string right, bool caseSensitive)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            bool same = caseSensitive
                ? left[i] == right[i]
                : char.ToUpperInvariant(left[i]) == char.ToUpperInvariant(right[i]);
            if (!same) return i;
        }

        return length;
    }

    private static (string Line, int Index) Excerpt(string text, int index, int width, int context)
    {
        int least = context + Marker.Length + 1 + Marker.Length + context;
        if (width < least || text.Length <= width) return (text, index);

        int shift = Math.Max(0, index - (width - 1 - context - Marker.Length));
        string line = text[Math.Min(shift, text.Length)..];
        if (line.Length < text.Length && line.Length >= Marker.Length) line = Marker + line[Marker.Length..];
        if (line.Length > width) line = line[..(width - Marker.Length)] + Marker;
        return (line, index - shift);
    }

    private static string Visible(string text) => text
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\0", "\\0", StringComparison.Ordinal)
        .Replace("\b", "\\b", StringComparison.Ordinal);
}
