using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <content>Statements.</content>
internal sealed partial class ScriptParser
{
    private static readonly HashSet<string> s_refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "class", "enum", "interface", "trap", "data", "workflow", "configuration", "parallel", "sequence",
        "inlinescript", "from", "define", "var",
    };

    /// <summary>Reads statements up to the token that ends the block; that token is not consumed.</summary>
    private List<StatementAst> ParseStatements(TokenKind end)
    {
        var statements = new List<StatementAst>();
        while (true)
        {
            SkipNewLinesAndSemicolons();
            if (ParseStatement() is { } statement)
            {
                statements.Add(statement);
                continue;
            }
            Lexeme next = Peek(LexMode.Command);
            if (next.Kind == end || next.Is(TokenKind.EndOfInput))
                return statements;
            throw Unexpected(next);
        }
    }

    /// <summary>The keyword at the position; null if the word there is none.</summary>
    private string? PeekKeyword(out int start, out int end)
    {
        start = end = SkipSpace(_pos);
        while (char.IsAsciiLetter(this[end]))
            end++;
        return end > start && CharTraits.EndsToken(this[end]) ? _text[start..end].ToLowerInvariant() : null;
    }

    private bool TryTakeKeyword(string keyword)
    {
        if (PeekKeyword(out int start, out int end) != keyword)
            return false;
        Take(Make(Enum.Parse<TokenKind>(keyword, ignoreCase: true), start, end));
        return true;
    }

    /// <summary>Reads a statement; null if none starts here.</summary>
    private StatementAst? ParseStatement()
    {
        Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        int from = SkipSpace(_pos);
        if (this[from] == ':' && CharTraits.StartsIdentifier(this[from + 1]))
            return ParseLabeled(from);
        string? keyword = PeekKeyword(out int start, out int end);
        if (keyword is null)
            return ParsePipelineChain();
        if (s_refused.Contains(keyword))
            return IsRefused(end) ? throw Refuse(start, end, keyword) : ParsePipelineChain();
        StatementAst? loop = ParseLoop(keyword, start, null, start);
        if (loop is not null)
            return loop;
        switch (keyword)
        {
            case "if":
                return ParseIf(start);
            case "try":
                return ParseTry(start);
            case "function" or "filter":
                return ParseFunction(start, keyword == "filter");
            case "break":
                TryTakeKeyword(keyword);
                ExpressionAst? breakLabel = ParseJumpLabel();
                return new BreakStatementAst(Extent(start), breakLabel);
            case "continue":
                TryTakeKeyword(keyword);
                ExpressionAst? continueLabel = ParseJumpLabel();
                return new ContinueStatementAst(Extent(start), continueLabel);
            case "return":
                TryTakeKeyword(keyword);
                PipelineBaseAst? result = ParsePipelineChain();
                return new ReturnStatementAst(Extent(start), result);
            case "throw":
                TryTakeKeyword(keyword);
                PipelineBaseAst? thrown = ParsePipelineChain();
                return new ThrowStatementAst(Extent(start), thrown);
            case "exit":
                TryTakeKeyword(keyword);
                PipelineBaseAst? code = ParsePipelineChain();
                return new ExitStatementAst(Extent(start), code);
            case "using":
                throw Error(
                    start, end, "UsingMustBeAtStartOfScript", "A 'using' statement must be at the start of a script.");
            default:
                return ParsePipelineChain();
        }
    }

    // Words such as 'data' are also names of commands: refused only where the construct follows.
    private bool IsRefused(int end)
    {
        int next = SkipSpace(end, newLines: true);
        return this[next] == '{' || CharTraits.StartsIdentifier(this[next]) || this[next] == '[';
    }

    private LabeledStatementAst ParseLabeled(int start)
    {
        int end = start + 1;
        while (CharTraits.ContinuesIdentifier(this[end]))
            end++;
        string label = _text[(start + 1)..end];
        _pos = end;
        SkipNewLines();
        string? keyword = PeekKeyword(out int keywordStart, out _);
        return (keyword is null ? null : ParseLoop(keyword, keywordStart, label, start))
            ?? throw Error(start, end, "UnexpectedToken", $"Unexpected token ':{label}' in expression or statement.");
    }

    private LabeledStatementAst? ParseLoop(string keyword, int keywordStart, string? label, int start) => keyword switch
    {
        "while" => ParseWhile(label, start),
        "do" => ParseDo(label, start),
        "for" => ParseFor(label, start),
        "foreach" => ParseForEach(label, start, keywordStart),
        "switch" => ParseSwitch(label, start),
        _ => null,
    };

    private StringConstantExpressionAst AsLabel(Lexeme token)
    {
        Take(token);
        return new StringConstantExpressionAst(token.Extent, token.Text, StringConstantType.BareWord);
    }

    private ExpressionAst? ParseJumpLabel()
    {
        Lexeme token = Peek(LexMode.Command);
        if (EndsCommand(token.Kind))
            return null;
        return token.Is(TokenKind.Generic) && !StartsExpression() ? AsLabel(token) : ParseUnary(noComma: true);
    }

    private void Expect(TokenKind kind, string id, string message)
    {
        int newPos = SkipSpace(_pos, newLines: kind is TokenKind.LParen or TokenKind.RParen);
        if (!CharTraits.IsNewLine(this[_pos]) || newPos > _pos)
        {
            int saved = _pos;
            _pos = newPos;
            if (TryTake(kind))
                return;
            _pos = saved;
        }
        throw Missing(id, message);
    }

    private void OpenCondition(string keyword)
        => Expect(
            TokenKind.LParen,
            keyword == "if" ? "MissingOpenParenthesisInIfStatement" : "MissingOpenParenthesisAfterKeyword",
            $"Missing opening '(' after keyword '{keyword}'.");

    private void CloseCondition(string keyword)
        => Expect(
            TokenKind.RParen, "MissingEndParenthesisAfterStatement",
            $"Missing closing ')' after expression in '{keyword}' statement.");

    private PipelineBaseAst ParseCondition(string keyword)
    {
        OpenCondition(keyword);
        SkipNewLines();
        PipelineBaseAst condition = ParsePipelineChain() ?? throw Missing(
            keyword == "if" ? "IfStatementMissingCondition" : "MissingExpressionAfterKeyword",
            $"Missing condition in {keyword} statement.");
        CloseCondition(keyword);
        return condition;
    }

    private StatementBlockAst ParseBlock(string id, string what)
    {
        SkipNewLines();
        Lexeme open = Peek(LexMode.Command);
        if (!open.Is(TokenKind.LCurly))
            throw Missing(id, $"Missing statement block after {what}.");
        Take(open);
        List<StatementAst> statements = ParseStatements(TokenKind.RCurly);
        CloseBrace(open);
        return new StatementBlockAst(Extent(open.Start), List(statements));
    }

    private void CloseBrace(Lexeme open)
    {
        if (!TryTake(TokenKind.RCurly))
        {
            throw Error(
                open.Start, open.End, "MissingEndCurlyBrace",
                "Missing closing '}' in statement block or type definition.", AtEnd());
        }
    }

    private IfStatementAst ParseIf(int start)
    {
        TryTakeKeyword("if");
        var clauses = new List<Tuple<PipelineBaseAst, StatementBlockAst>>();
        StatementBlockAst? otherwise = null;
        string keyword = "if";
        while (true)
        {
            PipelineBaseAst condition = ParseCondition(keyword);
            clauses.Add(Tuple.Create(condition, ParseBlock("MissingStatementBlock", $"{keyword} ( condition )")));
            int end = _pos;
            SkipNewLines();
            keyword = "elseif";
            if (TryTakeKeyword("elseif"))
                continue;
            if (TryTakeKeyword("else"))
                otherwise = ParseBlock("MissingStatementBlockAfterElse", "'else' keyword");
            else
                _pos = end;
            return new IfStatementAst(Extent(start), List(clauses), otherwise);
        }
    }

    private WhileStatementAst ParseWhile(string? label, int start)
    {
        TryTakeKeyword("while");
        PipelineBaseAst condition = ParseCondition("while");
        StatementBlockAst body = ParseBlock("MissingLoopStatement", "while ( condition )");
        return new WhileStatementAst(Extent(start), label, condition, body);
    }

    private LoopStatementAst ParseDo(string? label, int start)
    {
        TryTakeKeyword("do");
        StatementBlockAst body = ParseBlock("MissingLoopStatement", "'do' keyword");
        int end = _pos;
        SkipNewLines();
        bool until = TryTakeKeyword("until");
        if (!until && !TryTakeKeyword("while"))
        {
            _pos = end;
            throw Missing("MissingWhileOrUntilInDoWhile", "Missing while or until keyword in do loop.");
        }
        PipelineBaseAst condition = ParseCondition(until ? "until" : "while");
        return until
            ? new DoUntilStatementAst(Extent(start), label, condition, body)
            : new DoWhileStatementAst(Extent(start), label, condition, body);
    }

    private ForStatementAst ParseFor(string? label, int start)
    {
        TryTakeKeyword("for");
        OpenCondition("for");
        PipelineBaseAst?[] parts = new PipelineBaseAst?[3];
        for (int i = 0; i < 3; i++)
        {
            SkipNewLines();
            parts[i] = ParsePipelineChain();
            SkipNewLines();
            if (i < 2 && !TryTake(TokenKind.Semi))
                break;
        }
        CloseCondition("for");
        StatementBlockAst body = ParseBlock("MissingLoopStatement", "for ( ; ; )");
        return new ForStatementAst(Extent(start), label, parts[1], body, parts[0], parts[2]);
    }

    private ForEachStatementAst ParseForEach(string? label, int start, int keywordStart)
    {
        TryTakeKeyword("foreach");
        SkipNewLines();
        Lexeme flag = Peek(LexMode.Command);
        if (flag.Is(TokenKind.Parameter))
            throw Refuse(keywordStart, flag.End, "foreach " + flag.Text);
        OpenCondition("foreach");
        SkipNewLines();
        Lexeme name = Peek(LexMode.Expression);
        if (!name.Is(TokenKind.Variable))
            throw Missing("MissingVariableNameAfterForeach", "Missing variable name after foreach.");
        Take(name);
        SkipNewLines();
        if (!TryTakeKeyword("in"))
            throw Missing("MissingInInForeach", "Missing 'in' after variable in foreach loop.");
        SkipNewLines();
        PipelineBaseAst source = ParsePipelineChain()
            ?? throw Missing("MissingForeachExpression", "Missing expression after 'in' in foreach loop.");
        CloseCondition("foreach");
        StatementBlockAst body = ParseBlock("MissingForeachStatement", "foreach ( )");
        return new ForEachStatementAst(Extent(start), label, source, body, MakeVariableAst(name));
    }
}
