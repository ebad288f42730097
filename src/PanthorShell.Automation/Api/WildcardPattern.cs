using System.Text;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

/// <summary>A pattern with *, ? and [].</summary>
public sealed class WildcardPattern
{
    private readonly string _pattern;
    private Regex? _regex;

    /// <summary>Creates a pattern that heeds case.</summary>
    public WildcardPattern(string pattern)
        : this(pattern, WildcardOptions.None)
    {
    }

    /// <summary>Creates a pattern.</summary>
    public WildcardPattern(string pattern, WildcardOptions options)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        _pattern = pattern;
        Options = options;
    }

    internal WildcardOptions Options { get; }

    internal string Pattern => _pattern;

    /// <summary>A pattern, perhaps a shared one.</summary>
    public static WildcardPattern Get(string pattern, WildcardOptions options) => new(pattern, options);

    /// <summary>Whether a text is a pattern.</summary>
    public static bool ContainsWildcardCharacters(string? pattern)
    {
        if (string.IsNullOrEmpty(pattern)) return false;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '*' or '?' or '[' or ']') return true;
            if (pattern[i] == '`') i++;
        }

        return false;
    }

    /// <summary>The pattern that matches the text only.</summary>
    public static string Escape(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        StringBuilder result = new();
        foreach (char c in pattern)
        {
            if (c is '*' or '?' or '[' or ']' or '`') result.Append('`');
            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>The text of an escaped pattern.</summary>
    public static string Unescape(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        StringBuilder result = new();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '`' && i + 1 < pattern.Length && IsSpecial(pattern[i + 1])) i++;
            result.Append(pattern[i]);
        }

        return result.ToString();
    }

    /// <summary>Whether the text fits.</summary>
    public bool IsMatch(string? input)
    {
        if (input is null) return false;
        if (_pattern == "*") return true;
        _regex ??= new Regex(WildcardPatternSyntax.ToRegex(_pattern), RegexOf(Options));
        return _regex.IsMatch(input);
    }

    /// <inheritdoc/>
    public override string ToString() => _pattern;

    private static bool IsSpecial(char c) => c is '*' or '?' or '[' or ']' or '`';

    private static RegexOptions RegexOf(WildcardOptions options)
    {
        RegexOptions result = RegexOptions.Singleline;
        if ((options & WildcardOptions.IgnoreCase) != 0) result |= RegexOptions.IgnoreCase;
        if ((options & WildcardOptions.CultureInvariant) != 0) result |= RegexOptions.CultureInvariant;
        if ((options & WildcardOptions.Compiled) != 0) result |= RegexOptions.Compiled;
        return result;
    }
}
