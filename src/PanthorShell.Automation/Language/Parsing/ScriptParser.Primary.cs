using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <content>Operands and access to their members.</content>
internal sealed partial class ScriptParser
{
    /// <summary>Reads an operand; null if none starts here.</summary>
    private ExpressionAst? ParsePrimary(LexMode mode, bool withMembers, bool signed = false)
    {
        Lexeme token = Peek(mode, signed);
        ExpressionAst? expression;
        switch (token.Kind)
        {
            case TokenKind.Variable:
                Take(token);
                expression = MakeVariableAst(token);
                break;
            case TokenKind.SplattedVariable:
                if (mode == LexMode.Expression)
                {
                    throw Error(
                        token, "SplattingNotPermitted",
                        $"The splatting operator '@' cannot be used to reference variables in an expression. "
                        + $"'{token.Text}' can be used only as an argument to a command.");
                }
                Take(token);
                expression = new VariableExpressionAst(token.Extent, new VariablePath((string)token.Value!), true);
                break;
            case TokenKind.Number:
                Take(token);
                expression = new ConstantExpressionAst(token.Extent, token.Value);
                break;
            case TokenKind.StringLiteral or TokenKind.StringExpandable or TokenKind.HereStringLiteral
                or TokenKind.HereStringExpandable:
                Take(token);
                expression = (ExpressionAst)token.Value!;
                break;
            case TokenKind.LParen:
                expression = ParseParenthesized();
                break;
            case TokenKind.DollarParen or TokenKind.AtParen:
                Take(token);
                expression = ParseSubExpression(token.Start, token.Kind);
                break;
            case TokenKind.AtCurly:
                expression = ParseHashtable();
                break;
            case TokenKind.LCurly:
                Take(token);
                ScriptBlockAst body = ParseScriptBlockBody(token.Start, TokenKind.RCurly, false);
                expression = new ScriptBlockExpressionAst(body.Extent, body);
                break;
            default:
                return null;
        }
        return withMembers ? ParseMembers(expression, mode) : expression;
    }

    private static VariableExpressionAst MakeVariableAst(Lexeme token)
        => new(token.Extent, new VariablePath((string)token.Value!), false);

    private ParenExpressionAst ParseParenthesized()
    {
        Lexeme open = Next(LexMode.Expression);
        SkipNewLines();
        PipelineBaseAst pipeline = ParsePipelineChain()
            ?? throw Missing("ExpectedExpression", "An expression was expected after '('.");
        SkipNewLines();
        if (!TryTake(TokenKind.RParen))
            throw Missing("MissingEndParenthesisInExpression", "Missing closing ')' in expression.");
        return new ParenExpressionAst(Extent(open.Start), pipeline);
    }

    /// <summary>Reads the statements of `$(` or `@(`; the position is behind the parenthesis.</summary>
    private ExpressionAst ParseSubExpression(int start, TokenKind kind)
    {
        int from = _pos;
        List<StatementAst> statements = ParseStatements(TokenKind.RParen);
        var block = new StatementBlockAst(Extent(from), List(statements));
        if (!TryTake(TokenKind.RParen))
            throw Missing("MissingEndParenthesisInSubexpression", "Missing closing ')' in subexpression.");
        return kind == TokenKind.AtParen
            ? new ArrayExpressionAst(Extent(start), block)
            : new SubExpressionAst(Extent(start), block);
    }

    private HashtableAst ParseHashtable()
    {
        Lexeme open = Next(LexMode.Expression);
        var pairs = new List<Tuple<ExpressionAst, StatementAst>>();
        var names = new HashSet<object>(KeyComparer.Instance);
        SkipNewLinesAndSemicolons();
        while (!Peek(LexMode.Expression).Is(TokenKind.RCurly) && !AtEnd())
        {
            ExpressionAst key = ParseHashtableKey();
            if (key is ConstantExpressionAst { Value: { } constant } && !names.Add(constant))
            {
                throw Error(
                    key.Extent.StartOffset, key.Extent.EndOffset, "DuplicateKeyInHashLiteral",
                    $"Duplicate keys '{constant}' are not allowed in hash literals.");
            }
            if (!TryTake(TokenKind.Equals))
                throw Missing("MissingEqualsInHashLiteral", "'=' is missing after a key in the hash literal.");
            SkipNewLines();
            StatementAst value = ParseStatement()
                ?? throw Missing("MissingStatementInHashLiteral", "Missing statement after '=' in hash literal.");
            pairs.Add(Tuple.Create(key, value));
            Lexeme next = Peek(LexMode.Expression);
            if (next.Kind is not (TokenKind.NewLine or TokenKind.Semi or TokenKind.RCurly or TokenKind.EndOfInput))
                throw Unexpected(next);
            SkipNewLinesAndSemicolons();
        }
        if (!TryTake(TokenKind.RCurly))
        {
            throw Error(
                open.End, open.End, "MissingEndCurlyBrace", "Missing closing '}' in statement block or hash literal.",
                AtEnd());
        }
        return new HashtableAst(Extent(open.Start), List(pairs));
    }

    private ExpressionAst ParseHashtableKey()
    {
        Lexeme token = Peek(LexMode.Expression);
        if (token.Is(TokenKind.Identifier))
        {
            Take(token);
            return new StringConstantExpressionAst(token.Extent, token.Text, StringConstantType.BareWord);
        }
        ExpressionAst key = ParseUnary(noComma: true)
            ?? throw Error(token, "MissingKeyInHashLiteral", $"Unexpected token '{token.Text}' instead of a key.");
        return key;
    }

    /// <summary>The member access that follows at once; `Unknown` if there is none.</summary>
    private TokenKind PeekMemberAccess(LexMode mode)
    {
        char c = this[_pos];
        char next = this[_pos + 1];
        return c switch
        {
            '[' => TokenKind.LBracket,
            ':' when next == ':' => TokenKind.ColonColon,
            '?' when next == '.' => TokenKind.QuestionDot,
            '?' when next == '[' => TokenKind.QuestionLBracket,
            '.' when next == '.' => TokenKind.Unknown,
            '.' when mode == LexMode.Expression || !CharTraits.EndsToken(next) || next == '(' => TokenKind.Dot,
            _ => TokenKind.Unknown,
        };
    }

    private ExpressionAst ParseMembers(ExpressionAst target, LexMode mode)
    {
        while (true)
        {
            TokenKind access = PeekMemberAccess(mode);
            switch (access)
            {
                case TokenKind.Dot or TokenKind.ColonColon or TokenKind.QuestionDot:
                    _pos += access == TokenKind.Dot ? 1 : 2;
                    SkipNewLines();
                    target = ParseMember(target, access);
                    break;
                case TokenKind.LBracket or TokenKind.QuestionLBracket:
                    _pos += access == TokenKind.LBracket ? 1 : 2;
                    SkipNewLines();
                    ExpressionAst index = ParseExpression()
                        ?? throw Missing("MissingArrayIndexExpression", "Array index expression is missing.");
                    SkipNewLines();
                    if (!TryTake(TokenKind.RBracket))
                        throw Missing("MissingEndSquareBracket", "Missing ] at end of array index expression.");
                    target = new IndexExpressionAst(
                        Extent(target), target, index, access == TokenKind.QuestionLBracket);
                    break;
                default:
                    return target;
            }
        }
    }

    private MemberExpressionAst ParseMember(ExpressionAst target, TokenKind access)
    {
        CommandElementAst member = ParseMemberName();
        bool isStatic = access == TokenKind.ColonColon;
        bool conditional = access == TokenKind.QuestionDot;
        if (this[_pos] is not ('(' or '{'))
            return new MemberExpressionAst(Extent(target), target, member, isStatic, conditional);
        var arguments = new List<ExpressionAst>();
        if (this[_pos] == '{')
        {
            arguments.Add(ParsePrimary(LexMode.Expression, withMembers: false)!);
        }
        else
        {
            Next(LexMode.Expression);
            ParseArguments(arguments);
        }
        return new InvokeMemberExpressionAst(
            Extent(target), target, member, isStatic, conditional, List(arguments), List<ITypeName>());
    }

    private void ParseArguments(List<ExpressionAst> arguments)
    {
        SkipNewLines();
        if (!Peek(LexMode.Expression).Is(TokenKind.RParen))
        {
            do
            {
                SkipNewLines();
                arguments.Add(ParseExpression(noComma: true) ?? throw MissingAfter(arguments.Count == 0 ? "(" : ","));
                SkipNewLines();
            }
            while (TryTake(TokenKind.Comma));
        }
        if (!TryTake(TokenKind.RParen))
            throw Missing("MissingEndParenthesisInMethodCall", "Missing ')' in method call.");
    }

    private CommandElementAst ParseMemberName()
    {
        int start = _pos;
        char c = this[start];
        if (CharTraits.ContinuesIdentifier(c))
        {
            while (CharTraits.ContinuesIdentifier(this[_pos]))
                _pos++;
            return new StringConstantExpressionAst(Extent(start), _text[start.._pos], StringConstantType.BareWord);
        }
        return ParsePrimary(LexMode.Expression, withMembers: false)
            ?? throw Missing("MissingPropertyName", "Missing property name after reference operator.");
    }

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        internal static KeyComparer Instance { get; } = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y)
            => x is string a && y is string b ? a.Equals(b, StringComparison.OrdinalIgnoreCase) : Equals(x, y);

        int IEqualityComparer<object>.GetHashCode(object obj)
            => obj is string text ? text.GetHashCode(StringComparison.OrdinalIgnoreCase) : obj.GetHashCode();
    }
}
