using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <content>Pipelines and commands.</content>
internal sealed partial class ScriptParser
{
    /// <summary>Reads pipelines joined by `&amp;&amp;` and `||`; null if none starts here.</summary>
    private PipelineBaseAst? ParsePipelineChain()
    {
        PipelineBaseAst? left = ParsePipeline();
        if (left is null)
            return null;
        while (Peek(LexMode.Command) is { Kind: TokenKind.AndAnd or TokenKind.OrOr } op)
        {
            if (left is AssignmentStatementAst)
                throw Unexpected(op);
            Take(op);
            SkipNewLines();
            if (ParsePipeline() is not PipelineAst right)
            {
                throw Missing(
                    "EmptyPipelineChainElement", $"A pipeline chain operator '{op.Text}' has nothing to its right.");
            }
            left = new PipelineChainAst(Extent(left), left, right, op.Kind);
        }
        Lexeme next = Peek(LexMode.Command);
        return next.Is(TokenKind.Ampersand) ? throw Refuse(next.Start, next.End, "&") : left;
    }

    private PipelineBaseAst? ParsePipeline()
    {
        var elements = new List<CommandBaseAst>();
        while (true)
        {
            if (StartsExpression())
            {
                int start = SkipSpace(_pos);
                ExpressionAst expression = ParseExpression() ?? throw Unexpected(Peek(LexMode.Expression));
                Lexeme op = Peek(LexMode.Expression);
                if (elements.Count == 0 && IsAssignment(op.Kind))
                    return ParseAssignment(expression, op);
                if (elements.Count > 0)
                {
                    throw Error(
                        expression.Extent.StartOffset, expression.Extent.EndOffset, "ExpressionsMustBeFirstInPipeline",
                        "Expressions are only allowed as the first element of a pipeline.");
                }
                var redirections = new List<RedirectionAst>();
                while (Peek(LexMode.Command).Is(TokenKind.Redirection))
                    redirections.Add(ParseRedirection());
                elements.Add(new CommandExpressionAst(Extent(start), List(redirections), expression));
            }
            else if (ParseCommand() is { } command)
            {
                elements.Add(command);
            }
            else if (elements.Count == 0)
            {
                return null;
            }
            else
            {
                throw Missing("EmptyPipeElement", "An empty pipe element is not allowed.");
            }
            Lexeme pipe = Peek(LexMode.Command);
            if (!pipe.Is(TokenKind.Pipe))
            {
                if (!pipe.Is(TokenKind.NewLine) || !PipeOnNextLine())
                    break;
                pipe = Peek(LexMode.Command);
            }
            Take(pipe);
            SkipNewLines();
        }
        RequirePipelineEnd();
        return new PipelineAst(Extent(elements[0]), List(elements));
    }

    // A line may start with the pipe of the line before it.
    private bool PipeOnNextLine()
    {
        int next = SkipSpace(_pos, newLines: true);
        if (this[next] != '|' || this[next + 1] == '|')
            return false;
        _pos = next;
        return true;
    }

    private void RequirePipelineEnd()
    {
        Lexeme next = Peek(LexMode.Command);
        if (next.Kind is TokenKind.NewLine or TokenKind.Semi or TokenKind.EndOfInput or TokenKind.RParen
            or TokenKind.RCurly or TokenKind.AndAnd or TokenKind.OrOr or TokenKind.Ampersand)
        {
            return;
        }
        throw next.Is(TokenKind.Comma)
            ? Error(next, "MissingArgument", "Missing argument in parameter list.")
            : Unexpected(Peek(LexMode.Expression));
    }

    /// <summary>Whether an expression, not the name of a command, starts here.</summary>
    private bool StartsExpression()
    {
        int start = SkipSpace(_pos);
        char c = this[start];
        char next = this[start + 1];
        switch (c)
        {
            case '(' or '{' or '[' or ',' or '+' or '@' or '!' when c != '!' || !CharTraits.StartsIdentifier(next):
                return true;
            case '$':
                return next is '(' or '{' || CharTraits.StartsVariable(next);
            case '.' when !CharTraits.IsDigit(next):
                return false;
        }
        if (CharTraits.IsSingleQuote(c) || CharTraits.IsDoubleQuote(c))
            return true;
        if (CharTraits.IsDash(c))
        {
            if (!char.IsLetter(next) && next is not ('_' or '?'))
                return true;
            return ScanDash(start).Kind
                is TokenKind.Not or TokenKind.Bnot or TokenKind.Join or TokenKind.Isplit or TokenKind.Csplit;
        }
        if (!CharTraits.IsDigit(c) && c != '.')
            return false;
        return TryScanRedirection(start) is null
            && NumberScanner.FindEnd(_text, start, true, false, out _) > 0;
    }

    private static bool IsAssignment(TokenKind kind)
        => kind is (>= TokenKind.Equals and <= TokenKind.RemainderEquals) or TokenKind.QuestionQuestionEquals;

    private AssignmentStatementAst ParseAssignment(ExpressionAst left, Lexeme op)
    {
        if (!IsAssignable(left))
        {
            throw Error(
                left.Extent.StartOffset, left.Extent.EndOffset, "InvalidLeftHandSide",
                "The assignment expression is not valid. The input to an assignment operator must be an object that is "
                + "able to accept assignments, such as a variable or a property.");
        }
        Take(op);
        SkipNewLines();
        StatementAst right = ParseStatement() ?? throw MissingOperand(op.Text);
        return new AssignmentStatementAst(Extent(left, right), left, op.Kind, right, op.Extent);
    }

    private static bool IsAssignable(ExpressionAst target) => target switch
    {
        InvokeMemberExpressionAst => false,
        MemberExpressionAst { NullConditional: true } or IndexExpressionAst { NullConditional: true } => false,
        VariableExpressionAst or MemberExpressionAst or IndexExpressionAst => true,
        AttributedExpressionAst attributed => IsAssignable(attributed.Child),
        ArrayLiteralAst array => All(array.Elements, IsAssignable),
        ParenExpressionAst paren => paren.Pipeline.GetPureExpression() is { } inner && IsAssignable(inner),
        _ => false,
    };

    private static bool All(IEnumerable<ExpressionAst> items, Func<ExpressionAst, bool> test)
    {
        foreach (ExpressionAst item in items)
        {
            if (!test(item))
                return false;
        }
        return true;
    }

    private CommandAst? ParseCommand()
    {
        Lexeme first = Peek(LexMode.Command);
        var elements = new List<CommandElementAst>();
        var redirections = new List<RedirectionAst>();
        TokenKind invocation = TokenKind.Unknown;
        bool dashDash = false;
        if (first.Kind is TokenKind.Ampersand or TokenKind.Dot)
        {
            invocation = first.Kind;
            Take(first);
        }
        while (true)
        {
            Lexeme token = Peek(LexMode.Command);
            bool isName = elements.Count == 0;
            if (EndsCommand(token.Kind))
                break;
            if (token.Is(TokenKind.RedirectInStd))
                throw Error(token, "RedirectionNotSupported", "The '<' operator is reserved for future use.");
            if (token.Is(TokenKind.Redirection))
                redirections.Add(ParseRedirection());
            else if (token.Is(TokenKind.Comma))
                throw Error(token, "MissingArgument", "Missing argument in parameter list.");
            else if (token.Is(TokenKind.MinusMinus) || (token.Is(TokenKind.Parameter) && !isName && !dashDash))
                elements.Add(ParseParameter(ref dashDash));
            else
                elements.Add(ParseArgument(isName, expandName: invocation != TokenKind.Unknown));
        }
        if (elements.Count > 0)
            return new CommandAst(Extent(first.Start), List(redirections), List(elements), invocation);
        if (invocation != TokenKind.Unknown)
            throw Error(first, "MissingExpression", $"Missing expression after '{first.Text}'.");
        return redirections.Count > 0 ? throw Unexpected(first) : null;
    }

    private static bool EndsCommand(TokenKind kind)
        => kind is TokenKind.Pipe or TokenKind.RCurly or TokenKind.RParen or TokenKind.EndOfInput or TokenKind.NewLine
            or TokenKind.Semi or TokenKind.AndAnd or TokenKind.OrOr or TokenKind.Ampersand;

    private CommandElementAst ParseParameter(ref bool dashDash)
    {
        Lexeme token = Next(LexMode.Command);
        if (token.Is(TokenKind.MinusMinus))
        {
            bool first = !dashDash;
            dashDash = true;
            return first
                ? new CommandParameterAst(token.Extent, "-", null, token.Extent)
                : new StringConstantExpressionAst(token.Extent, token.Text, StringConstantType.BareWord);
        }
        string name = (string)token.Value!;
        if (!token.Flag || Peek(LexMode.Command).Is(TokenKind.Comma))
            return new CommandParameterAst(token.Extent, name, null, token.Extent);
        if (EndsCommand(Peek(LexMode.Command).Kind))
        {
            throw Error(
                token.End, token.End, "ParameterRequiresArgument", $"Parameter {token.Text} requires an argument.");
        }
        ExpressionAst argument = ParseArgument(false, true);
        return new CommandParameterAst(Extent(token.Start), name, argument, token.Extent);
    }

    /// <summary>Reads an argument, or several joined by commas.</summary>
    private ExpressionAst ParseArgument(bool isName, bool expandName)
    {
        ExpressionAst first = ParseOneArgument(isName && !expandName);
        if (isName || !Peek(LexMode.Command).Is(TokenKind.Comma))
            return first;
        var items = new List<ExpressionAst> { first };
        while (TryTake(TokenKind.Comma, LexMode.Command))
        {
            SkipNewLines();
            Lexeme next = Peek(LexMode.Command);
            if (EndsCommand(next.Kind) || next.Kind is TokenKind.Comma or TokenKind.MinusMinus or TokenKind.Redirection)
                throw Missing("MissingExpression", "Missing expression after ','.");
            items.Add(ParseOneArgument(false));
        }
        return new ArrayLiteralAst(Extent(first, items[^1]), List(items));
    }

    private ExpressionAst ParseOneArgument(bool literalName)
    {
        Lexeme token = Peek(LexMode.Command);
        if (ParsePrimary(LexMode.Command, withMembers: true) is { } expression)
            return expression;
        Take(token);
        if (token.Is(TokenKind.Generic) && !literalName)
        {
            var word = (ExpressionAst)token.Value!;
            return word is StringConstantExpressionAst { Value: "--%" }
                ? throw Refuse(token.Start, token.End, "--%")
                : word;
        }
        string text = token.Value is StringConstantExpressionAst plain ? plain.Value : token.Text;
        return new StringConstantExpressionAst(token.Extent, text, StringConstantType.BareWord);
    }

    private RedirectionAst ParseRedirection()
    {
        Lexeme token = Next(LexMode.Command);
        var from = (RedirectionStream)token.Streams.From;
        if (token.Streams.To >= 0)
            return new MergingRedirectionAst(token.Extent, from, (RedirectionStream)token.Streams.To);
        Lexeme next = Peek(LexMode.Command);
        if (EndsCommand(next.Kind) || next.Kind is TokenKind.Comma or TokenKind.Redirection)
            throw Missing("MissingFileSpecification", "Missing file specification after redirection operator.");
        ExpressionAst location = ParseOneArgument(false);
        return new FileRedirectionAst(Extent(token.Start), from, location, token.Flag);
    }
}
