using System.Text;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

/// <summary>Translates wildcards into regular expressions.</summary>
internal static class WildcardPatternSyntax
{
    /// <summary>The regular expression of a wildcard pattern; a backtick escapes the next character.</summary>
    internal static string ToRegex(string pattern)
    {
        StringBuilder regex = new("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            switch (c)
            {
                case '`' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                case '*':
                    regex.Append(".*");
                    break;
                case '?':
                    regex.Append('.');
                    break;
                case '[':
                    i = AppendSet(pattern, i, regex);
                    break;
                default:
                    regex.Append(Escape(c));
                    break;
            }
        }

        return regex.Append('$').ToString();
    }

    private static string Escape(char c) => c is ']' or '}' ? "\\" + c : Regex.Escape(c.ToString());

    private static int AppendSet(string pattern, int open, StringBuilder regex)
    {
        StringBuilder set = new("[");
        int i = open + 1;
        bool first = true;
        for (; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == ']' && !first)
            {
                regex.Append(set).Append(']');
                return i;
            }

            if (c == '`' && i + 1 < pattern.Length) c = pattern[++i];
            else if (c == '-' && !first)
            {
                set.Append('-');
                continue;
            }

            set.Append(c is '\\' or '[' or ']' or '^' or '-' ? "\\" + c : c.ToString());
            first = false;
        }

        throw new WildcardPatternException("WildcardPattern_Invalid", null,
            $"The specified wildcard character pattern is not valid: {pattern}");
    }
}
