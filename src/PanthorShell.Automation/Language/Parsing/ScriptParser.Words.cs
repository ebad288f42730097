using System.Collections.Generic;
using System.Text;

namespace System.Management.Automation.Language;

/// <content>Variables, parameters and the words of a command.</content>
internal sealed partial class ScriptParser
{
    /// <summary>Reads a `$` in an expression.</summary>
    private Lexeme ScanDollar(int start)
    {
        char next = this[start + 1];
        if (next == '{')
            return ScanBracedVariable(start);
        if (!CharTraits.StartsVariable(next))
            return ScanGeneric(start, start + 1);
        int end = ScanVariableName(start + 1);
        return MakeVariable(start, end, _text[(start + 1)..end]);
    }

    /// <summary>The end of an unbraced variable name.</summary>
    private int ScanVariableName(int pos)
    {
        if (this[pos] is '$' or '?' or '^')
            return pos + 1;
        pos++;
        while (true)
        {
            char c = this[pos];
            bool scope = c == ':' && this[pos + 1] != ':';
            if (!scope && !char.IsLetterOrDigit(c) && c is not ('_' or '?'))
                return pos;
            pos++;
        }
    }

    private Lexeme ScanBracedVariable(int start)
    {
        var name = new StringBuilder();
        int pos = start + 2;
        while (this[pos] != '}')
        {
            if (pos >= _text.Length)
                throw Incomplete(start, pos, "IncompleteDollarVariableReference", "The variable name has no '}'.");
            if (_text[pos] == '{')
            {
                throw Error(
                    pos, pos + 1, "OpenBraceNeedsToBeBackTickedInVariableName", "'{' in a variable name needs a '`'.");
            }
            if (_text[pos] == '`')
                pos = ScanEscape(pos + 1, name);
            else
                name.Append(_text[pos++]);
        }
        if (name.Length == 0)
            throw Error(start + 2, start + 3, "EmptyVariableReference", "Braces around a variable name are empty.");
        return MakeVariable(start, pos + 1, name.ToString());
    }

    private Lexeme MakeVariable(int start, int end, string name)
    {
        if (name.EndsWith(':') && name.Length > 1)
        {
            throw Error(
                start, end, "InvalidVariableReferenceWithDrive",
                "Variable reference is not valid: ':' is not followed by a name. Use ${} to delimit the name.");
        }
        return Make(TokenKind.Variable, start, end, name);
    }

    /// <summary>Reads a token of a command that no single character announces.</summary>
    private Lexeme ScanWord(int start)
    {
        char c = _text[start];
        if (c == '$')
            return ScanDollarInCommand(start);
        if (CharTraits.IsDash(c))
        {
            char next = this[start + 1];
            if (char.IsLetter(next) || next is '_' or '?')
                return ScanParameter(start);
            if (CharTraits.IsDash(next) && CharTraits.EndsToken(this[start + 2]))
                return Make(TokenKind.MinusMinus, start, start + 2);
        }
        else if (CharTraits.IsDigit(c) || (c == '.' && CharTraits.IsDigit(this[start + 1])))
        {
            int end = NumberScanner.FindEnd(_text, start, false, false, out NumberScanner.Parts parts);
            if (end > 0 && NumberScanner.GetValue(parts) is { } value)
                return Make(TokenKind.Number, start, end, value);
        }
        else if (c == '.' && CharTraits.EndsToken(this[start + 1]))
        {
            return Make(TokenKind.Dot, start, start + 1);
        }
        return Nested(start, LexMode.Command, () => ScanGeneric(start, start));
    }

    private Lexeme ScanDollarInCommand(int start)
    {
        Lexeme token = ScanDollar(start);
        if (token.Kind != TokenKind.Variable)
            return token;
        char next = this[token.End];
        bool ends = CharTraits.EndsToken(next) || next is '.' or '['
            || (next == '=' && this[start + 1] != '{') || (next == ':' && this[token.End + 1] == ':');
        return ends ? token : Nested(start, LexMode.Command, () => ScanGeneric(start, start));
    }

    private Lexeme ScanParameter(int start)
    {
        int pos = start + 1;
        while (true)
        {
            char c = this[pos];
            if (CharTraits.IsSingleQuote(c) || CharTraits.IsDoubleQuote(c))
                return Nested(start, LexMode.Command, () => ScanGeneric(start, start));
            if (CharTraits.EndsToken(c) || c is '.' or '[' or ':')
                break;
            pos++;
        }
        bool colon = this[pos] == ':';
        string name = _text[(start + 1)..pos];
        return new Lexeme(TokenKind.Parameter, _source.Extent(start, colon ? pos + 1 : pos))
        {
            Value = name,
            Flag = colon,
        };
    }

    /// <summary>Reads a word that may hold quotes, variables and subexpressions.</summary>
    private Lexeme ScanGeneric(int start, int from)
    {
        var parts = new StringParts(this, start);
        int pos = from;
        parts.Append(_text[start..from]);
        while (!CharTraits.EndsToken(this[pos]) && pos < _text.Length)
        {
            char c = _text[pos];
            if (c == '`' && pos + 1 < _text.Length)
                pos = ScanEscape(pos + 1, parts.Literal);
            else if (CharTraits.IsSingleQuote(c))
                pos = ScanLiteralBody(pos, parts.Literal);
            else if (CharTraits.IsDoubleQuote(c))
                pos = ScanExpandableBody(pos, parts);
            else if (c == '$' && TryScanExpansion(pos, parts, out int end))
                pos = end;
            else
                parts.Literal.Append(_text[pos++]);
        }
        ExpressionAst value = parts.Build(pos, StringConstantType.BareWord);
        return Make(TokenKind.Generic, start, pos, value);
    }

    /// <summary>Reads what follows a backtick; returns the position behind it.</summary>
    private int ScanEscape(int pos, StringBuilder target)
    {
        char c = this[pos];
        if (c == 'u' && this[pos + 1] == '{')
        {
            int close = _text.IndexOf('}', pos);
            string digits = close < 0 ? string.Empty : _text[(pos + 2)..close];
            if (digits.Length is 0 or > 6
                || !int.TryParse(digits, Globalization.NumberStyles.AllowHexSpecifier, null, out int code)
                || code > 0x10FFFF)
            {
                throw Error(pos - 1, pos + 2, "InvalidUnicodeEscapeSequence", "The Unicode escape is not valid.");
            }
            target.Append(code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code));
            return close + 1;
        }
        target.Append(c switch
        {
            '0' => '\0',
            'a' => '\a',
            'b' => '\b',
            'e' => '\u001b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ => c,
        });
        return pos + 1;
    }

    /// <summary>Collects the literal and the nested parts of a string.</summary>
    private sealed class StringParts
    {
        private readonly ScriptParser _parser;
        private readonly int _start;
        private readonly List<ExpressionAst> _parts = [];
        private readonly StringBuilder _all = new();

        internal StringParts(ScriptParser parser, int start)
        {
            _parser = parser;
            _start = start;
        }

        internal StringBuilder Literal { get; } = new();

        internal void Append(string text) => Literal.Append(text);

        internal void Add(ExpressionAst part)
        {
            Flush();
            _parts.Add(part);
            _all.Append(part.Extent.Text);
        }

        internal ExpressionAst Build(int end, StringConstantType type)
        {
            ScriptExtent extent = _parser._source.Extent(_start, end);
            if (_parts.Count == 0)
                return new StringConstantExpressionAst(extent, Literal.ToString(), type);
            Flush();
            return new ExpandableStringExpressionAst(extent, _all.ToString(), type, _parts);
        }

        private void Flush()
        {
            if (Literal.Length == 0)
                return;
            string text = Literal.ToString();
            _parts.Add(new StringConstantExpressionAst(
                _parser._source.Extent(_start, _start), text, StringConstantType.DoubleQuoted));
            _all.Append(text);
            Literal.Clear();
        }
    }
}
