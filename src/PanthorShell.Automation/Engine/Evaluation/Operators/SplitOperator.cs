using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace System.Management.Automation.Evaluation;

/// <summary>The operator <c>-split</c> in its unary and its binary form.</summary>
internal static class SplitOperator
{
    internal static object Unary(object? value)
    {
        var result = new List<object?>();
        foreach (string text in Texts(value))
        {
            result.AddRange(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        return result.ToArray();
    }

    internal static object Binary(object? left, object? right, bool ignoreCase, Frame frame)
    {
        List<object?> operands = Enumeration.IsCollection(right) ? Enumeration.ToList(right) : [right];
        object? separator = operands.Count > 0 ? PSObject.Base(operands[0]) : null;
        int limit = operands.Count > 1 ? ToInt(operands[1]) : 0;
        SplitOptions options = operands.Count > 2 && operands[2] is not null
            ? (SplitOptions)Conversions.Cast(operands[2], typeof(SplitOptions))!
            : 0;
        var result = new List<object?>();
        foreach (string text in Texts(left))
        {
            if (separator is ScriptBlock predicate)
                ByPredicate(text, predicate, limit, frame, result);
            else
                ByPattern(text, Pattern(Conversions.ToText(separator), options, ignoreCase), limit, result);
        }
        return result.ToArray();
    }

    private static int ToInt(object? value)
    {
        try
        {
            return LanguagePrimitives.ConvertTo<int>(value);
        }
        catch (PSInvalidCastException exception)
        {
            throw Failure.Make("RuntimeException", exception.Message, ErrorCategory.NotSpecified, null, exception);
        }
    }

    private static List<string> Texts(object? value)
    {
        var texts = new List<string>();
        if (!Enumeration.IsCollection(value))
            return [Conversions.ToText(value)];
        foreach (object? item in Enumeration.ToList(value))
            texts.Add(Conversions.ToText(item));
        return texts;
    }

    private static Regex Pattern(string separator, SplitOptions options, bool ignoreCase)
    {
        RegexOptions regex = ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None;
        if (options.HasFlag(SplitOptions.IgnoreCase))
            regex |= RegexOptions.IgnoreCase;
        if (options.HasFlag(SplitOptions.SimpleMatch))
            return TextOperators.Cached(Regex.Escape(separator), regex);
        if (options.HasFlag(SplitOptions.CultureInvariant))
            regex |= RegexOptions.CultureInvariant;
        if (options.HasFlag(SplitOptions.IgnorePatternWhitespace))
            regex |= RegexOptions.IgnorePatternWhitespace;
        if (options.HasFlag(SplitOptions.Multiline))
            regex |= RegexOptions.Multiline;
        if (options.HasFlag(SplitOptions.Singleline))
            regex |= RegexOptions.Singleline;
        if (options.HasFlag(SplitOptions.ExplicitCapture))
            regex |= RegexOptions.ExplicitCapture;
        return TextOperators.Cached(separator, regex);
    }

    private static void ByPattern(string text, Regex pattern, int limit, List<object?> result)
    {
        if (limit >= 0)
        {
            result.AddRange(pattern.Split(text, limit));
            return;
        }
        // A negative limit counts from the end: the first part takes what is left.
        MatchCollection matches = pattern.Matches(text);
        int splits = Math.Min(matches.Count, -limit - 1);
        int start = 0;
        for (int i = matches.Count - splits; i < matches.Count; i++)
        {
            result.Add(text[start..matches[i].Index]);
            start = matches[i].Index + matches[i].Length;
        }
        result.Add(text[start..]);
    }

    private static void ByPredicate(string text, ScriptBlock predicate, int limit, Frame frame, List<object?> result)
    {
        var part = new StringBuilder();
        int parts = 1;
        foreach (char c in text)
        {
            bool splits = (limit <= 0 || parts < limit)
                && Conversions.IsTrue(frame.InvokeWithItem(predicate, c.ToString()));
            if (splits)
            {
                result.Add(part.ToString());
                part.Clear();
                parts++;
            }
            else
            {
                part.Append(c);
            }
        }
        result.Add(part.ToString());
    }
}
