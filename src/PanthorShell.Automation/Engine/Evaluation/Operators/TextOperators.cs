using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace System.Management.Automation.Evaluation;

/// <summary>The operators <c>-like -match -replace -join -f</c>.</summary>
internal static class TextOperators
{
    private static readonly ConcurrentDictionary<(string, RegexOptions), Regex> s_patterns = new();
    private static readonly VariablePath s_matches = new("local:Matches");

    internal static object Like(TokenKind op, object? left, object? right)
    {
        bool ignoreCase = op is TokenKind.Ilike or TokenKind.Inotlike;
        bool wanted = op is TokenKind.Ilike or TokenKind.Clike;
        WildcardPattern pattern = PSObject.Base(right) as WildcardPattern ?? WildcardPattern.Get(
            Conversions.ToText(right), ignoreCase ? WildcardOptions.IgnoreCase : WildcardOptions.None);
        return Comparison.Filter(left, item => pattern.IsMatch(Conversions.ToText(item)) == wanted);
    }

    /// <summary>Matches; a match of a single value sets <c>$Matches</c>.</summary>
    internal static object Match(TokenKind op, object? left, object? right, IScriptRuntime runtime)
    {
        bool ignoreCase = op is TokenKind.Imatch or TokenKind.Inotmatch;
        bool wanted = op is TokenKind.Imatch or TokenKind.Cmatch;
        Regex pattern = ToRegex(right, ignoreCase);
        if (Enumeration.IsCollection(left))
            return Comparison.Filter(left, item => pattern.IsMatch(Conversions.ToText(item)) == wanted);
        Match match = pattern.Match(Conversions.ToText(left));
        if (match.Success)
            SetMatches(match, pattern, runtime);
        return Boxes.Of(match.Success == wanted);
    }

    internal static void SetMatches(Match match, Regex pattern, IScriptRuntime runtime)
    {
        var groups = new Hashtable(StringComparer.CurrentCultureIgnoreCase);
        foreach (string name in pattern.GetGroupNames())
        {
            Group group = match.Groups[name];
            if (group.Success)
                groups[int.TryParse(name, NumberStyles.None, null, out int number) ? number : name] = group.Value;
        }
        runtime.SetVariable(s_matches, groups);
    }

    internal static object? Replace(TokenKind op, object? left, object? right, Frame frame)
    {
        List<object?> operands = Enumeration.IsCollection(right) ? Enumeration.ToList(right) : [right];
        if (operands.Count is 0 or > 2)
        {
            throw Failure.Make(
                "BadReplaceArgument", "The -replace operator needs a pattern and at most one replacement.",
                ErrorCategory.InvalidOperation, right);
        }
        Regex pattern = ToRegex(operands[0], op == TokenKind.Ireplace);
        object? with = operands.Count > 1 ? PSObject.Base(operands[1]) : null;
        Func<string, string> replace = with switch
        {
            ScriptBlock block => text => pattern.Replace(text, match => Evaluate(block, match, frame)),
            MatchEvaluator evaluator => text => pattern.Replace(text, evaluator),
            _ => text => pattern.Replace(text, Conversions.ToText(with)),
        };
        if (Enumeration.TryGet(left) is not { } items)
            return replace(Conversions.ToText(left));
        var results = new List<object?>();
        while (Enumeration.Next(items))
            results.Add(replace(Conversions.ToText(items.Current)));
        return results.ToArray();
    }

    private static string Evaluate(ScriptBlock block, Match match, Frame frame)
        => Conversions.ToText(frame.InvokeWithItem(block, match));

    internal static Regex ToRegex(object? pattern, bool ignoreCase)
    {
        if (PSObject.Base(pattern) is Regex regex)
            return regex;
        string text = Conversions.ToText(pattern);
        return Cached(text, ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
    }

    internal static Regex Cached(string pattern, RegexOptions options)
    {
        try
        {
            return s_patterns.GetOrAdd((pattern, options), static key => new Regex(key.Item1, key.Item2));
        }
        catch (ArgumentException exception)
        {
            throw Failure.Make(
                "InvalidRegularExpression",
                $"The regular expression pattern {pattern} is not valid.",
                ErrorCategory.InvalidOperation, pattern, exception);
        }
    }

    internal static object Join(object? left, object? separator)
        => Enumeration.IsCollection(left)
            ? string.Join(Conversions.ToText(separator), Enumeration.ToList(left).Select(ItemText))
            : Conversions.ToText(left);

    // A collection within the collection is not unfolded.
    private static string? ItemText(object? item)
        => PSObject.Base(item) is { } plain && Enumeration.IsCollection(plain)
            ? plain.ToString()
            : Conversions.ToText(item);

    internal static object Format(object? format, object? arguments)
    {
        object?[] values = PSObject.Base(arguments) is object?[] array ? [.. array.Select(PSObject.Base)]
            : [PSObject.Base(arguments)];
        try
        {
            return string.Format(CultureInfo.CurrentCulture, Conversions.ToText(format), values);
        }
        catch (FormatException exception)
        {
            throw Failure.Make(
                "FormatError", $"Error formatting a string: {exception.Message}.",
                ErrorCategory.InvalidOperation, format);
        }
    }
}
