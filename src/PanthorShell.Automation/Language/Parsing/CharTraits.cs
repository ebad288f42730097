namespace System.Management.Automation.Language;

/// <summary>Which characters PowerShell treats alike.</summary>
internal static class CharTraits
{
    internal static bool IsSingleQuote(char c) => c is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b';

    internal static bool IsDoubleQuote(char c) => c is '"' or '\u201c' or '\u201d' or '\u201e';

    internal static bool IsDash(char c) => c is '-' or '\u2013' or '\u2014' or '\u2015';

    internal static bool IsNewLine(char c) => c is '\r' or '\n';

    internal static bool IsWhitespace(char c)
        => c is ' ' or '\t' or '\v' or '\f' or '\u00a0' or '\u0085'
            || (c > '\u0100' && char.IsSeparator(c));

    /// <summary>Whether the character ends every token, also a word of a command.</summary>
    internal static bool EndsToken(char c)
        => c is '\0' or '\r' or '\n' or '&' or '(' or ')' or ',' or ';' or '{' or '|' or '}' || IsWhitespace(c);

    /// <summary>Whether a number in an expression may end in front of the character.</summary>
    internal static bool EndsNumber(char c)
        => c is '!' or '#' or '%' or '*' or '+' or '-' or '.' or '/' or '<' or '=' or '>' or ']' || IsDash(c);

    internal static bool StartsIdentifier(char c) => char.IsLetter(c) || c == '_';

    internal static bool ContinuesIdentifier(char c) => char.IsLetterOrDigit(c) || c == '_';

    internal static bool StartsVariable(char c)
        => char.IsLetterOrDigit(c) || c is '_' or '?' or '$' or '^' or ':';

    internal static bool IsDigit(char c) => c is >= '0' and <= '9';
}
