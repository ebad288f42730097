using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <content>The tokens both modes share, and the operators of expressions.</content>
internal sealed partial class ScriptParser
{
    private static readonly Dictionary<string, TokenKind> s_dashOperators = MakeDashOperators();

    private static readonly (string Text, TokenKind Kind)[] s_symbols =
    [
        ("++", TokenKind.PlusPlus), ("+=", TokenKind.PlusEquals), ("+", TokenKind.Plus),
        ("*=", TokenKind.MultiplyEquals), ("*", TokenKind.Multiply), ("/=", TokenKind.DivideEquals),
        ("/", TokenKind.Divide), ("%=", TokenKind.RemainderEquals), ("%", TokenKind.Rem), ("=", TokenKind.Equals),
        ("[", TokenKind.LBracket), ("]", TokenKind.RBracket), ("..", TokenKind.DotDot), (".", TokenKind.Dot),
        ("::", TokenKind.ColonColon), (":", TokenKind.Colon), ("??=", TokenKind.QuestionQuestionEquals),
        ("??", TokenKind.QuestionQuestion), ("?", TokenKind.QuestionMark), ("!", TokenKind.Exclaim),
    ];

    private static Dictionary<string, TokenKind> MakeDashOperators()
    {
        var table = new Dictionary<string, TokenKind>(StringComparer.OrdinalIgnoreCase)
        {
            ["f"] = TokenKind.Format,
            ["not"] = TokenKind.Not,
            ["bnot"] = TokenKind.Bnot,
            ["and"] = TokenKind.And,
            ["or"] = TokenKind.Or,
            ["xor"] = TokenKind.Xor,
            ["band"] = TokenKind.Band,
            ["bor"] = TokenKind.Bor,
            ["bxor"] = TokenKind.Bxor,
            ["join"] = TokenKind.Join,
            ["is"] = TokenKind.Is,
            ["isnot"] = TokenKind.IsNot,
            ["as"] = TokenKind.As,
            ["shl"] = TokenKind.Shl,
            ["shr"] = TokenKind.Shr,
        };
        string[] comparisons =
        [
            "eq", "ne", "ge", "gt", "lt", "le", "like", "notlike", "match", "notmatch", "replace", "contains",
            "notcontains", "in", "notin", "split",
        ];
        foreach (string name in comparisons)
        {
            TokenKind insensitive = Enum.Parse<TokenKind>("I" + name);
            table[name] = insensitive;
            table["i" + name] = insensitive;
            table["c" + name] = Enum.Parse<TokenKind>("C" + name);
        }
        return table;
    }

    private Lexeme Make(TokenKind kind, int start, int end, object? value = null)
        => new(kind, _source.Extent(start, end)) { Value = value };

    private Lexeme Scan(int start, LexMode mode, bool signed)
    {
        if (start >= _text.Length)
            return Make(TokenKind.EndOfInput, _text.Length, _text.Length);
        char c = _text[start];
        if (CharTraits.IsNewLine(c))
            return Make(TokenKind.NewLine, start, c == '\r' && this[start + 1] == '\n' ? start + 2 : start + 1);
        if (CharTraits.IsSingleQuote(c))
            return ScanLiteralString(start);
        if (CharTraits.IsDoubleQuote(c))
            return Nested(start, mode, () => ScanExpandableString(start));
        Lexeme? common = c switch
        {
            '(' => Make(TokenKind.LParen, start, start + 1),
            ')' => Make(TokenKind.RParen, start, start + 1),
            '{' => Make(TokenKind.LCurly, start, start + 1),
            '}' => Make(TokenKind.RCurly, start, start + 1),
            ';' => Make(TokenKind.Semi, start, start + 1),
            ',' => Make(TokenKind.Comma, start, start + 1),
            '&' when this[start + 1] == '&' => Make(TokenKind.AndAnd, start, start + 2),
            '&' => Make(TokenKind.Ampersand, start, start + 1),
            '|' when this[start + 1] == '|' => Make(TokenKind.OrOr, start, start + 2),
            '|' => Make(TokenKind.Pipe, start, start + 1),
            '@' => ScanAt(start, mode),
            '$' when this[start + 1] == '(' => Make(TokenKind.DollarParen, start, start + 2),
            '<' => Make(TokenKind.RedirectInStd, start, start + 1),
            '>' or '*' or (>= '1' and <= '6') => TryScanRedirection(start),
            _ => null,
        };
        if (common is not null)
            return common;
        return mode == LexMode.Command ? ScanWord(start) : ScanOperand(start, signed);
    }

    private Lexeme Nested(int start, LexMode mode, Func<Lexeme> scan)
    {
        if (!_nested.TryGetValue((start, mode), out Lexeme? token))
            _nested[(start, mode)] = token = scan();
        return token;
    }

    private Lexeme ScanAt(int start, LexMode mode)
    {
        char c = this[start + 1];
        if (c == '(')
            return Make(TokenKind.AtParen, start, start + 2);
        if (c == '{')
            return Make(TokenKind.AtCurly, start, start + 2);
        if (CharTraits.IsSingleQuote(c))
            return ScanLiteralHereString(start);
        if (CharTraits.IsDoubleQuote(c))
            return Nested(start, mode, () => ScanExpandableHereString(start));
        if (CharTraits.StartsVariable(c))
        {
            int end = ScanVariableName(start + 1);
            return Make(TokenKind.SplattedVariable, start, end, _text[(start + 1)..end]);
        }
        throw Error(start, start + 1, "UnrecognizedToken", "'@' is not followed by anything it could introduce.");
    }

    private Lexeme? TryScanRedirection(int start)
    {
        int pos = start;
        int from = 1;
        if (_text[pos] != '>')
        {
            from = _text[pos] == '*' ? 0 : _text[pos] - '0';
            pos++;
        }
        if (this[pos] != '>')
            return null;
        pos++;
        bool append = this[pos] == '>';
        int to = -1;
        if (append)
        {
            pos++;
        }
        else if (this[pos] == '&' && (this[pos + 1] is '1' or '2'))
        {
            to = this[pos + 1] - '0';
            pos += 2;
        }
        return new Lexeme(TokenKind.Redirection, _source.Extent(start, pos)) { Flag = append, Streams = (from, to) };
    }

    private Lexeme ScanOperand(int start, bool signed)
    {
        char c = _text[start];
        if (c == '$')
            return ScanDollar(start);
        bool sign = c == '+' || CharTraits.IsDash(c);
        if (CharTraits.IsDigit(c) || c == '.' || (sign && signed))
        {
            char next = this[start + 1];
            if (CharTraits.IsDigit(c) || CharTraits.IsDigit(next) || (sign && next == '.'))
            {
                int end = NumberScanner.FindEnd(_text, start, true, true, out NumberScanner.Parts parts);
                if (end > 0)
                    return MakeNumber(start, end, parts);
                if (CharTraits.IsDigit(c))
                    return ScanGeneric(start, start);
            }
        }
        if (CharTraits.IsDash(c))
            return ScanDash(start);
        if (CharTraits.StartsIdentifier(c))
        {
            int end = start + 1;
            while (CharTraits.ContinuesIdentifier(this[end]))
                end++;
            return Make(TokenKind.Identifier, start, end);
        }
        foreach ((string text, TokenKind kind) in s_symbols)
        {
            if (string.CompareOrdinal(_text, start, text, 0, text.Length) == 0)
                return Make(kind, start, start + text.Length);
        }
        return ScanGeneric(start, start);
    }

    private Lexeme ScanDash(int start)
    {
        char next = this[start + 1];
        if (CharTraits.IsDash(next))
            return Make(TokenKind.MinusMinus, start, start + 2);
        if (next == '=')
            return Make(TokenKind.MinusEquals, start, start + 2);
        if (!char.IsLetter(next) && next is not ('_' or '?'))
            return Make(TokenKind.Minus, start, start + 1);
        int end = start + 1;
        while (char.IsAsciiLetter(this[end]))
            end++;
        string name = _text[(start + 1)..end];
        return s_dashOperators.TryGetValue(name, out TokenKind kind)
            ? Make(kind, start, end)
            : Make(TokenKind.Parameter, start, end, name);
    }

    private Lexeme MakeNumber(int start, int end, in NumberScanner.Parts parts)
    {
        object? value = NumberScanner.GetValue(parts);
        return value is null
            ? throw Error(start, end, "BadNumericConstant", $"The numeric constant {_text[start..end]} is not valid.")
            : Make(TokenKind.Number, start, end, value);
    }
}
