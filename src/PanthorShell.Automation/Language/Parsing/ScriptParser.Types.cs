using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <content>Type names and attributes.</content>
internal sealed partial class ScriptParser
{
    /// <summary>Reads attributes and type constraints; the position is at a `[`.</summary>
    private List<AttributeBaseAst> ParseAttributes()
    {
        var attributes = new List<AttributeBaseAst>();
        while (Peek(LexMode.Expression).Is(TokenKind.LBracket))
        {
            attributes.Add(ParseAttribute());
            int after = SkipSpace(_pos, newLines: true);
            if (this[after] != '[')
                break;
            _pos = after;
        }
        return attributes;
    }

    private AttributeBaseAst ParseAttribute()
    {
        Lexeme open = Next(LexMode.Expression);
        SkipNewLines();
        ITypeName name = ParseTypeName();
        SkipNewLines();
        if (!TryTake(TokenKind.LParen))
        {
            CloseAttribute();
            return new TypeConstraintAst(Extent(open.Start), name);
        }
        var positional = new List<ExpressionAst>();
        var named = new List<NamedAttributeArgumentAst>();
        SkipNewLines();
        while (!Peek(LexMode.Expression).Is(TokenKind.RParen))
        {
            ParseAttributeArgument(positional, named);
            SkipNewLines();
            if (!TryTake(TokenKind.Comma))
                break;
            SkipNewLines();
        }
        if (!TryTake(TokenKind.RParen))
            throw Missing("MissingEndParenthesisInExpression", "Missing closing ')' in expression.");
        SkipNewLines();
        CloseAttribute();
        return new AttributeAst(Extent(open.Start), name, List(positional), List(named));
    }

    private void ParseAttributeArgument(List<ExpressionAst> positional, List<NamedAttributeArgumentAst> named)
    {
        Lexeme first = Peek(LexMode.Expression);
        if (first.Is(TokenKind.Identifier))
        {
            Take(first);
            SkipNewLines();
            ExpressionAst value;
            bool omitted = !TryTake(TokenKind.Equals);
            if (omitted)
            {
                value = new ConstantExpressionAst(first.Extent, true);
            }
            else
            {
                SkipNewLines();
                value = ParseExpression(noComma: true)
                    ?? throw Missing("MissingExpressionInNamedArgument", "Missing expression behind '='.");
            }
            named.Add(new NamedAttributeArgumentAst(Extent(first.Start), first.Text, value, omitted));
            return;
        }
        positional.Add(ParseExpression(noComma: true)
            ?? throw Missing("MissingEndParenthesisInExpression", "Missing closing ')' in expression."));
    }

    private void CloseAttribute()
    {
        if (!TryTake(TokenKind.RBracket))
        {
            throw Missing(
                "EndSquareBracketExpectedAtEndOfAttribute", "Missing ']' at the end of a type or attribute.");
        }
    }

    /// <summary>Reads a type name; the position is at its first character.</summary>
    private TypeName ParseTypeName(bool nested = false)
    {
        int start = _pos = SkipSpace(_pos, newLines: true);
        int pos = start;
        while (char.IsLetterOrDigit(this[pos]) || this[pos] is '_' or '.' or '+' or '`' or '-' or '#')
            pos++;
        if (pos == start)
            throw Missing("TypenameExpected", "A type name is expected behind '['.");
        _pos = pos;
        var type = new TypeName(Extent(start), _text[start..pos]);
        while (this[SkipSpace(_pos)] == '[')
            type = ParseTypeSuffix(type, start);
        int comma = SkipSpace(_pos);
        if (!nested && this[comma] == ',')
        {
            int end = comma + 1;
            while (end < _text.Length && _text[end] is not (']' or '\n'))
                end++;
            _pos = end;
            type = type.WithAssembly(Extent(start), _text[(comma + 1)..end].Trim());
        }
        return type;
    }

    private TypeName ParseTypeSuffix(TypeName type, int start)
    {
        _pos = SkipSpace(_pos) + 1;
        int pos = SkipSpace(_pos, newLines: true);
        if (this[pos] is ']' or ',')
        {
            int rank = 1;
            for (; this[pos] == ','; pos = SkipSpace(pos + 1))
                rank++;
            if (this[pos] != ']')
                throw Error(pos, pos, "EndSquareBracketExpectedAtEndOfType", "Missing ']' at the end of a type.");
            _pos = pos + 1;
            return type.ArrayOf(Extent(start), rank);
        }
        var arguments = new List<TypeName>();
        do
        {
            _pos = SkipSpace(_pos, newLines: true);
            bool bracketed = this[_pos] == '[';
            if (bracketed)
                _pos++;
            arguments.Add(ParseTypeName(nested: !bracketed));
            if (bracketed)
            {
                CloseAttribute();
            }
            _pos = SkipSpace(_pos, newLines: true);
        }
        while (this[_pos] == ',' && _pos++ >= 0);
        CloseAttribute();
        return type.GenericOf(Extent(start), arguments);
    }
}
