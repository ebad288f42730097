using System;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// The order of texts in PowerShell's sorting: punctuation before digits before letters, small letters before capital
/// ones where nothing else differs. The runtime has no such order when it runs without the data of languages.
/// </summary>
internal static class TextOrder
{
    private const string Punctuation = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

    public static int Compare(string left, string right, bool caseSensitive)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            int order = Weight(left[i]).CompareTo(Weight(right[i]));
            if (order != 0) return order;
        }

        if (left.Length != right.Length) return left.Length.CompareTo(right.Length);
        if (!caseSensitive) return 0;

        for (int i = 0; i < length; i++)
        {
            if (left[i] != right[i]) return char.IsLower(left[i]) ? -1 : 1;
        }

        return 0;
    }

    private static int Weight(char c)
    {
        if (char.IsWhiteSpace(c) || char.IsControl(c)) return c;
        int mark = Punctuation.IndexOf(c, StringComparison.Ordinal);
        if (mark >= 0) return 256 + mark;
        return char.IsAsciiDigit(c) ? 512 + c : 1024 + char.ToUpperInvariant(c);
    }
}
