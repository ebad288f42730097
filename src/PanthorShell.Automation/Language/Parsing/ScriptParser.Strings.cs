using System.Text;

namespace System.Management.Automation.Language;

/// <content>Strings in quotes and here-strings.</content>
internal sealed partial class ScriptParser
{
    private Lexeme ScanLiteralString(int start)
    {
        var text = new StringBuilder();
        int end = ScanLiteralBody(start, text);
        return Make(
            TokenKind.StringLiteral, start, end,
            new StringConstantExpressionAst(
                _source.Extent(start, end), text.ToString(), StringConstantType.SingleQuoted));
    }

    private int ScanLiteralBody(int start, StringBuilder target)
    {
        int pos = start + 1;
        while (pos < _text.Length)
        {
            char c = _text[pos];
            if (CharTraits.IsSingleQuote(c))
            {
                if (!CharTraits.IsSingleQuote(this[pos + 1]))
                    return pos + 1;
                pos++;
            }
            target.Append(c);
            pos++;
        }
        throw UnterminatedString(start, "'");
    }

    private ParseAbortException UnterminatedString(int start, string quote)
        => Incomplete(
            start, _text.Length, "TerminatorExpectedAtEndOfString", $"The string is missing the terminator: {quote}.");

    private Lexeme ScanExpandableString(int start)
    {
        var parts = new StringParts(this, start);
        int end = ScanExpandableBody(start, parts);
        return Make(TokenKind.StringExpandable, start, end, parts.Build(end, StringConstantType.DoubleQuoted));
    }

    private int ScanExpandableBody(int start, StringParts parts)
    {
        int pos = start + 1;
        while (pos < _text.Length)
        {
            char c = _text[pos];
            if (CharTraits.IsDoubleQuote(c))
            {
                if (!CharTraits.IsDoubleQuote(this[pos + 1]))
                    return pos + 1;
                parts.Literal.Append(c);
                pos += 2;
            }
            else if (c == '`' && pos + 1 < _text.Length)
            {
                pos = ScanEscape(pos + 1, parts.Literal);
            }
            else if (c == '$' && TryScanExpansion(pos, parts, out int end))
            {
                pos = end;
            }
            else
            {
                parts.Literal.Append(c);
                pos++;
            }
        }
        throw UnterminatedString(start, "\"");
    }

    /// <summary>Reads a variable or a subexpression in a string.</summary>
    private bool TryScanExpansion(int start, StringParts parts, out int end)
    {
        char next = this[start + 1];
        end = start;
        if (next == '(')
        {
            (int savedPos, Lexeme? savedPeek) = (_pos, _peeked);
            int tokens = Tokens.Count;
            _peeked = null;
            _pos = start + 2;
            parts.Add(ParseSubExpression(start, TokenKind.DollarParen));
            end = _pos;
            Tokens.RemoveRange(tokens, Tokens.Count - tokens);
            (_pos, _peeked) = (savedPos, savedPeek);
            return true;
        }
        if (next != '{' && !CharTraits.StartsVariable(next))
            return false;
        Lexeme variable = ScanDollar(start);
        parts.Add(MakeVariableAst(variable));
        end = variable.End;
        return true;
    }

    private Lexeme ScanLiteralHereString(int start)
    {
        int body = HereStringBody(start);
        int pos = body;
        while (FooterEnd(pos, CharTraits.IsSingleQuote, body) is var footer && footer < 0)
            pos = NextHereStringLine(pos, start, "'@");
        int end = FooterEnd(pos, CharTraits.IsSingleQuote, body);
        string text = _text[body..Math.Max(body, LineEndBefore(pos, body))];
        return Make(
            TokenKind.HereStringLiteral, start, end,
            new StringConstantExpressionAst(
                _source.Extent(start, end), text, StringConstantType.SingleQuotedHereString));
    }

    private Lexeme ScanExpandableHereString(int start)
    {
        int body = HereStringBody(start);
        var parts = new StringParts(this, start);
        int pos = body;
        bool lineStart = true;
        while (pos < _text.Length)
        {
            if (lineStart && FooterEnd(pos, CharTraits.IsDoubleQuote, body) is var emptyEnd and > 0)
                return MakeHereString(start, emptyEnd, parts);
            lineStart = false;
            char c = _text[pos];
            if (CharTraits.IsNewLine(c))
            {
                int next = c == '\r' && this[pos + 1] == '\n' ? pos + 2 : pos + 1;
                if (FooterEnd(next, CharTraits.IsDoubleQuote, body) is var end and > 0)
                    return MakeHereString(start, end, parts);
                parts.Literal.Append(_text, pos, next - pos);
                pos = next;
            }
            else if (c == '`' && pos + 1 < _text.Length)
            {
                pos = ScanEscape(pos + 1, parts.Literal);
            }
            else if (c == '$' && TryScanExpansion(pos, parts, out int expansionEnd))
            {
                pos = expansionEnd;
            }
            else
            {
                parts.Literal.Append(c);
                pos++;
            }
        }
        throw UnterminatedString(start, "\"@");
    }

    private Lexeme MakeHereString(int start, int end, StringParts parts)
        => Make(
            TokenKind.HereStringExpandable, start, end, parts.Build(end, StringConstantType.DoubleQuotedHereString));

    private int HereStringBody(int start)
    {
        int pos = start + 2;
        while (CharTraits.IsWhitespace(this[pos]))
            pos++;
        if (pos >= _text.Length)
            throw UnterminatedString(start, _text[start + 1] + "@");
        if (!CharTraits.IsNewLine(_text[pos]))
        {
            throw Error(
                start + 2, start + 3, "UnexpectedCharactersAfterHereStringHeader",
                "Nothing may follow the header of a here-string on its line.");
        }
        return _text[pos] == '\r' && this[pos + 1] == '\n' ? pos + 2 : pos + 1;
    }

    private int FooterEnd(int pos, Func<char, bool> isQuote, int body)
        => pos >= body && isQuote(this[pos]) && this[pos + 1] == '@' ? pos + 2 : -1;

    private int NextHereStringLine(int pos, int start, string terminator)
    {
        while (pos < _text.Length && !CharTraits.IsNewLine(_text[pos]))
            pos++;
        if (pos >= _text.Length)
            throw UnterminatedString(start, terminator);
        return _text[pos] == '\r' && this[pos + 1] == '\n' ? pos + 2 : pos + 1;
    }

    private int LineEndBefore(int pos, int body)
    {
        int end = pos;
        if (end > body && _text[end - 1] == '\n')
            end--;
        if (end > body && _text[end - 1] == '\r')
            end--;
        return end;
    }
}
