using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <content>Switch, try, functions, parameters and script blocks.</content>
internal sealed partial class ScriptParser
{
    private SwitchStatementAst ParseSwitch(string? label, int start)
    {
        TryTakeKeyword("switch");
        SwitchFlags flags = SwitchFlags.None;
        while (Peek(LexMode.Command) is { Kind: TokenKind.Parameter } flag)
        {
            Take(flag);
            flags |= SwitchFlag(flag);
        }
        SkipNewLines();
        if (!Peek(LexMode.Command).Is(TokenKind.LParen))
            throw Missing("PipelineValueRequired", "A value or pipeline is required behind 'switch'.");
        PipelineBaseAst condition = ParseCondition("switch");
        SkipNewLines();
        Lexeme open = Peek(LexMode.Command);
        if (!open.Is(TokenKind.LCurly))
            throw Missing("MissingCurlyBraceInSwitchStatement", "Missing opening '{' in switch statement.");
        Take(open);
        var clauses = new List<Tuple<ExpressionAst, StatementBlockAst>>();
        StatementBlockAst? otherwise = null;
        SkipNewLinesAndSemicolons();
        while (!Peek(LexMode.Command).Is(TokenKind.RCurly))
        {
            if (AtEnd())
                throw Missing("MissingSwitchConditionExpression", "Missing condition or '}' in switch statement.");
            bool isDefault = PeekKeyword(out int at, out int end) == "default";
            ExpressionAst? test = ParseOneArgumentOfSwitch();
            StatementBlockAst body = ParseBlock("MissingSwitchStatementClause", "the switch condition");
            if (!isDefault)
                clauses.Add(Tuple.Create(test, body));
            else if (otherwise is not null)
                throw Error(at, end, "MultipleSwitchDefaultClauses", "A switch can have only one default clause.");
            else
                otherwise = body;
            SkipNewLinesAndSemicolons();
        }
        Next(LexMode.Command);
        return new SwitchStatementAst(Extent(start), label, condition, flags, List(clauses), otherwise);
    }

    private ExpressionAst ParseOneArgumentOfSwitch()
    {
        Lexeme token = Peek(LexMode.Command);
        return EndsCommand(token.Kind) || token.Is(TokenKind.Comma)
            ? throw Error(token, "MissingSwitchConditionExpression", "Missing condition in switch statement clause.")
            : ParseOneArgument(false);
    }

    private SwitchFlags SwitchFlag(Lexeme flag)
    {
        string name = (string)flag.Value!;
        foreach (SwitchFlags candidate in Enum.GetValues<SwitchFlags>())
        {
            if (candidate != SwitchFlags.None
                && candidate.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && (name.Length > 0))
            {
                return candidate == SwitchFlags.File ? throw Refuse(flag.Start, flag.End, "switch -File") : candidate;
            }
        }
        if (name.Equals("parallel", StringComparison.OrdinalIgnoreCase))
            throw Refuse(flag.Start, flag.End, "switch -Parallel");
        throw Error(flag, "InvalidSwitchFlag", $"The switch parameter '{flag.Text}' is not known.");
    }

    private TryStatementAst ParseTry(int start)
    {
        TryTakeKeyword("try");
        StatementBlockAst body = ParseBlock("MissingTryStatementBlock", "'try' keyword");
        var catches = new List<CatchClauseAst>();
        StatementBlockAst? cleanup = null;
        int end = _pos;
        while (true)
        {
            end = _pos;
            SkipNewLines();
            int clauseStart = SkipSpace(_pos);
            if (TryTakeKeyword("catch"))
            {
                catches.Add(ParseCatch(clauseStart));
                continue;
            }
            if (TryTakeKeyword("finally"))
                cleanup = ParseBlock("MissingFinallyStatementBlock", "'finally' keyword");
            else
                _pos = end;
            break;
        }
        if (catches.Count == 0 && cleanup is null)
            throw Missing("MissingCatchOrFinally", "The Try statement is missing its Catch or Finally block.");
        return new TryStatementAst(Extent(start), body, List(catches), cleanup);
    }

    private CatchClauseAst ParseCatch(int start)
    {
        var types = new List<TypeConstraintAst>();
        SkipNewLines();
        while (Peek(LexMode.Expression).Is(TokenKind.LBracket))
        {
            if (ParseAttribute() is not TypeConstraintAst type)
                throw Missing("MissingTypeLiteralToken", "Missing type literal token.");
            types.Add(type);
            SkipNewLines();
            if (!TryTake(TokenKind.Comma))
                break;
            SkipNewLines();
        }
        StatementBlockAst body = ParseBlock("MissingCatchHandlerBlock", "'catch'");
        return new CatchClauseAst(Extent(start), List(types), body);
    }

    private FunctionDefinitionAst ParseFunction(int start, bool isFilter)
    {
        string keyword = isFilter ? "filter" : "function";
        TryTakeKeyword(keyword);
        SkipNewLines();
        Lexeme token = Peek(LexMode.Command);
        if (EndsCommand(token.Kind) || token.Kind is TokenKind.LParen or TokenKind.LCurly)
            throw Missing("MissingNameAfterKeyword", $"Missing name after {keyword} keyword.");
        ExpressionAst nameAst = ParseOneArgument(literalName: true);
        string name = nameAst is StringConstantExpressionAst text ? text.Value : nameAst.Extent.Text;
        SkipNewLines();
        List<ParameterAst>? parameters = null;
        if (TryTake(TokenKind.LParen))
            parameters = ParseParameterList("MissingEndParenthesisInFunctionParameterList");
        SkipNewLines();
        Lexeme open = Peek(LexMode.Command);
        if (!open.Is(TokenKind.LCurly))
            throw Missing("MissingFunctionBody", "Missing function body in function declaration.");
        Take(open);
        ScriptBlockAst body = ParseScriptBlockBody(open.Start, TokenKind.RCurly, isFilter, helpBefore: start);
        return new FunctionDefinitionAst(
            Extent(start), name, isFilter, parameters is null ? null : List(parameters), body);
    }

    private List<ParameterAst> ParseParameterList(string closeId)
    {
        var parameters = new List<ParameterAst>();
        SkipNewLines();
        while (!Peek(LexMode.Expression).Is(TokenKind.RParen))
        {
            parameters.Add(ParseParameterDefinition(closeId));
            SkipNewLines();
            if (!TryTake(TokenKind.Comma))
                break;
            SkipNewLines();
            if (Peek(LexMode.Expression).Is(TokenKind.RParen))
                throw MissingAfter(",");
        }
        if (!TryTake(TokenKind.RParen))
            throw Missing(closeId, "Missing ')' in function parameter list.");
        return parameters;
    }

    private ParameterAst ParseParameterDefinition(string closeId)
    {
        int start = SkipSpace(_pos);
        List<AttributeBaseAst> attributes = ParseAttributes();
        SkipNewLines();
        Lexeme name = Peek(LexMode.Expression);
        if (!name.Is(TokenKind.Variable))
            throw Missing(closeId, "Missing ')' in function parameter list.");
        Take(name);
        int end = _pos;
        SkipNewLines();
        ExpressionAst? value = null;
        if (TryTake(TokenKind.Equals))
        {
            SkipNewLines();
            value = ParseExpression(noComma: true) ?? throw MissingAfter("=");
        }
        else
        {
            _pos = end;
        }
        return new ParameterAst(Extent(start), List(attributes), MakeVariableAst(name), value);
    }

    /// <summary>Reads the body of a script, function or script block, with the closing brace if it has one.</summary>
    private ScriptBlockAst ParseScriptBlockBody(
        int start, TokenKind end, bool isFilter, bool isScript = false, int helpBefore = -1)
    {
        var usings = new List<UsingStatementAst>();
        int firstComment = Comments.Count;
        SkipNewLinesAndSemicolons();
        while (isScript && PeekKeyword(out int usingStart, out _) == "using")
        {
            usings.Add(ParseUsing(usingStart));
            SkipNewLinesAndSemicolons();
        }
        ParamBlockAst? param = TryParseParamBlock();
        SkipNewLinesAndSemicolons();
        NamedBlockAst?[] blocks = ParseNamedBlocks(end, isFilter);
        int innerEnd = _pos;
        if (end == TokenKind.RCurly)
        {
            if (!TryTake(TokenKind.RCurly))
            {
                throw Error(
                    start, start + 1, "MissingEndCurlyBrace",
                    "Missing closing '}' in statement block or type definition.", AtEnd());
            }
        }
        else
        {
            _pos = _text.Length;
        }
        ScriptRequirements? requirements = isScript ? RequirementsReader.Read(Comments, this) : null;
        CommentHelpInfo? help = HelpReader.Read(Comments, firstComment, start, innerEnd, helpBefore, _source);
        return new ScriptBlockAst(
            Extent(start), List(usings), List<AttributeAst>(), param, blocks[0], blocks[1], blocks[2], blocks[3],
            blocks[4], requirements, help);
    }

    private UsingStatementAst ParseUsing(int start)
    {
        TryTakeKeyword("using");
        string? kind = PeekKeyword(out int kindStart, out int kindEnd);
        if (kind is "module" or "assembly" or "command" or "type")
            throw Refuse(start, kindEnd, "using " + kind);
        if (kind != "namespace")
        {
            throw Error(
                kindStart, Math.Max(kindEnd, kindStart + 1), "MissingUsingStatementDirective",
                "A 'using' statement must name what it uses: 'namespace' (or 'assembly', 'module').");
        }
        _pos = kindEnd;
        Lexeme name = Next(LexMode.Command);
        if (!name.Is(TokenKind.Generic))
            throw Missing("MissingUsingItemName", "Missing a name after the 'using' keyword.");
        var value = new StringConstantExpressionAst(name.Extent, name.Text, StringConstantType.BareWord);
        RequirePipelineEnd();
        return new UsingStatementAst(Extent(start), UsingStatementKind.Namespace, value);
    }

    private ParamBlockAst? TryParseParamBlock()
    {
        (int pos, int tokens, int errors) = (_pos, Tokens.Count, Errors.Count);
        int start = SkipSpace(_pos);
        List<AttributeBaseAst> attributes = [];
        if (this[start] == '[')
        {
            try
            {
                attributes = ParseAttributes();
                SkipNewLines();
            }
            catch (ParseAbortException)
            {
                // Not attributes: an expression that starts with a type.
                attributes.Clear();
                _pos = pos;
            }
        }
        if (TryTakeKeyword("param"))
        {
            SkipNewLines();
            if (TryTake(TokenKind.LParen))
            {
                List<ParameterAst> parameters = ParseParameterList("MissingEndParenthesisInFunctionParameterList");
                var own = new List<AttributeAst>();
                foreach (AttributeBaseAst attribute in attributes)
                {
                    own.Add(attribute as AttributeAst ?? throw Error(
                        attribute.Extent.StartOffset, attribute.Extent.EndOffset, "TypeNotAllowedBeforeParam",
                        "A type is not allowed in front of a param block."));
                }
                return new ParamBlockAst(Extent(start), List(own), List(parameters));
            }
        }
        _pos = pos;
        Tokens.RemoveRange(tokens, Tokens.Count - tokens);
        Errors.RemoveRange(errors, Errors.Count - errors);
        return null;
    }

    /// <summary>Begin, process, end, clean and dynamicparam, in this order; absent ones are null.</summary>
    private NamedBlockAst?[] ParseNamedBlocks(TokenKind end, bool isFilter)
    {
        var blocks = new NamedBlockAst?[5];
        bool any = false;
        while (PeekKeyword(out int start, out int wordEnd) is { } word
            && BlockIndex(word) is var index and >= 0
            && this[SkipSpace(wordEnd, newLines: true)] == '{')
        {
            any = true;
            if (blocks[index] is not null)
                throw Error(start, wordEnd, "DuplicateScriptCommandClause", $"The '{word}' block is defined twice.");
            _pos = wordEnd;
            StatementBlockAst body = ParseBlock("MissingNamedStatementBlock", $"'{word}'");
            TokenKind kind = Enum.Parse<TokenKind>(word, ignoreCase: true);
            blocks[index] = new NamedBlockAst(Extent(start), kind, false, body.Statements);
            SkipNewLinesAndSemicolons();
        }
        Lexeme next = Peek(LexMode.Command);
        if (any && next.Kind != end)
        {
            throw next.Is(TokenKind.EndOfInput)
                ? Missing("MissingEndCurlyBrace", "Missing closing '}' in statement block or type definition.")
                : Error(next, "MissingNamedBlocks", "Statements must be in a begin, process, end or clean block here.");
        }
        if (!any)
        {
            int start = _pos;
            List<StatementAst> statements = ParseStatements(end);
            TokenKind kind = isFilter ? TokenKind.Process : TokenKind.End;
            blocks[isFilter ? 1 : 2] = new NamedBlockAst(
                statements.Count > 0 ? Extent(statements[0], statements[^1]) : Extent(start),
                kind, true, List(statements));
        }
        return blocks;
    }

    private static int BlockIndex(string keyword) => keyword switch
    {
        "begin" => 0,
        "process" => 1,
        "end" => 2,
        "clean" => 3,
        "dynamicparam" => 4,
        _ => -1,
    };
}
