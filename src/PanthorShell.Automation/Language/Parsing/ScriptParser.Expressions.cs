using System.Collections.Generic;

namespace System.Management.Automation.Language;

/// <content>Operators.</content>
internal sealed partial class ScriptParser
{
    /// <summary>Reads an expression; null if none starts here.</summary>
    private ExpressionAst? ParseExpression(bool noComma = false)
    {
        ExpressionAst? condition = ParseBinary(noComma);
        if (condition is null || !TryTake(TokenKind.QuestionMark))
            return condition;
        SkipNewLines();
        ExpressionAst whenTrue = ParseExpression(noComma) ?? throw MissingOperand("?");
        SkipNewLines();
        if (!TryTake(TokenKind.Colon))
            throw Missing("MissingColonInTernaryExpression", "Missing ':' in the ternary expression.");
        SkipNewLines();
        ExpressionAst whenFalse = ParseExpression(noComma) ?? throw MissingOperand(":");
        return new TernaryExpressionAst(Extent(condition, whenFalse), condition, whenTrue, whenFalse);
    }

    private ParseAbortException MissingOperand(string op)
        => Missing("ExpectedValueExpression", $"You must provide a value expression following the '{op}' operator.");

    private ExpressionAst? ParseBinary(bool noComma)
    {
        ExpressionAst? first = ParseArrayLiteral(noComma);
        if (first is null)
            return null;
        var operands = new Stack<ExpressionAst>();
        var operators = new Stack<Lexeme>();
        operands.Push(first);
        while (true)
        {
            Lexeme op = Peek(LexMode.Expression);
            int precedence = Precedence(op.Kind);
            if (precedence == 0)
                break;
            while (operators.Count > 0 && Precedence(operators.Peek().Kind) >= precedence)
                Reduce(operands, operators);
            Take(op);
            SkipNewLines();
            operators.Push(op);
            operands.Push(ParseArrayLiteral(noComma) ?? throw MissingOperand(op.Text));
        }
        while (operators.Count > 0)
            Reduce(operands, operators);
        return operands.Pop();
    }

    private static void Reduce(Stack<ExpressionAst> operands, Stack<Lexeme> operators)
    {
        ExpressionAst right = operands.Pop();
        ExpressionAst left = operands.Pop();
        Lexeme op = operators.Pop();
        operands.Push(new BinaryExpressionAst(Extent(left, right), left, op.Kind, right, op.Extent));
    }

    private static int Precedence(TokenKind kind) => kind switch
    {
        TokenKind.And or TokenKind.Or or TokenKind.Xor => 1,
        TokenKind.Band or TokenKind.Bor or TokenKind.Bxor => 2,
        TokenKind.Join or TokenKind.Is or TokenKind.IsNot or TokenKind.As or TokenKind.Shl or TokenKind.Shr => 3,
        >= TokenKind.Ieq and <= TokenKind.Csplit => 3,
        TokenKind.QuestionQuestion => 4,
        TokenKind.Plus or TokenKind.Minus => 5,
        TokenKind.Multiply or TokenKind.Divide or TokenKind.Rem => 6,
        TokenKind.Format => 7,
        TokenKind.DotDot => 8,
        _ => 0,
    };

    private ExpressionAst? ParseArrayLiteral(bool noComma)
    {
        ExpressionAst? first = ParseUnary(noComma);
        if (first is null || noComma || !Peek(LexMode.Expression).Is(TokenKind.Comma))
            return first;
        var elements = new List<ExpressionAst> { first };
        while (TryTake(TokenKind.Comma))
        {
            SkipNewLines();
            elements.Add(ParseUnary(noComma) ?? throw MissingAfter(","));
        }
        return new ArrayLiteralAst(Extent(first, elements[^1]), List(elements));
    }

    private ParseAbortException MissingAfter(string token)
        => Missing("MissingExpressionAfterToken", $"Missing expression after '{token}'.");

    private ExpressionAst? ParseUnary(bool noComma)
    {
        Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        Lexeme token = Peek(LexMode.Expression, signed: true);
        ExpressionAst? result = token.Kind switch
        {
            TokenKind.Not or TokenKind.Exclaim or TokenKind.Bnot or TokenKind.Plus or TokenKind.Minus
                or TokenKind.PlusPlus or TokenKind.MinusMinus or TokenKind.Join or TokenKind.Isplit
                or TokenKind.Csplit => ParsePrefix(token, noComma),
            TokenKind.Comma when !noComma => ParsePrefix(token, noComma),
            TokenKind.LBracket => ParseTypeOrCast(noComma),
            _ => ParsePrimary(LexMode.Expression, withMembers: true, signed: true),
        };
        if (result is null)
            return null;
        Lexeme next = Peek(LexMode.Expression);
        if (next.Kind is not (TokenKind.PlusPlus or TokenKind.MinusMinus))
            return result;
        Take(next);
        CheckIncrementable(result);
        TokenKind kind = next.Is(TokenKind.PlusPlus) ? TokenKind.PostfixPlusPlus : TokenKind.PostfixMinusMinus;
        return new UnaryExpressionAst(Extent(result), kind, result);
    }

    private ExpressionAst ParsePrefix(Lexeme token, bool noComma)
    {
        Take(token);
        SkipNewLines();
        ExpressionAst child = ParseUnary(noComma)
            ?? throw Missing(
                "MissingExpressionAfterOperator", $"Missing expression after unary operator '{token.Text}'.");
        if (token.Is(TokenKind.Comma))
            return new ArrayLiteralAst(Extent(token.Start), List(new List<ExpressionAst> { child }));
        if (token.Kind is TokenKind.PlusPlus or TokenKind.MinusMinus)
            CheckIncrementable(child);
        return new UnaryExpressionAst(Extent(token.Start), token.Kind, child);
    }

    private void CheckIncrementable(ExpressionAst target)
    {
        if (target is InvokeMemberExpressionAst or not (VariableExpressionAst or MemberExpressionAst
            or IndexExpressionAst or ConvertExpressionAst or ParenExpressionAst))
        {
            throw Error(
                target.Extent.StartOffset, target.Extent.EndOffset, "OperatorRequiresVariableOrProperty",
                "The operator works only on variables and on properties.");
        }
    }

    private ExpressionAst ParseTypeOrCast(bool noComma)
    {
        List<AttributeBaseAst> attributes = ParseAttributes();
        AttributeBaseAst last = attributes[^1];
        ExpressionAst expression;
        if (last is AttributeAst)
        {
            int next = SkipSpace(_pos, newLines: true);
            if (_text[next..] is var rest && (rest.StartsWith("class ", StringComparison.OrdinalIgnoreCase)
                || rest.StartsWith("enum ", StringComparison.OrdinalIgnoreCase)))
            {
                throw Refuse(next, next + rest.IndexOf(' '), rest[..rest.IndexOf(' ')]);
            }
            ExpressionAst child = ParseUnary(noComma) ?? throw Error(
                last.Extent.StartOffset, last.Extent.EndOffset, "UnexpectedAttribute",
                $"Unexpected attribute '{last.TypeName.FullName}'.", AtEnd());
            expression = new AttributedExpressionAst(Extent(last, child), last, child);
        }
        else if (PeekMemberAccess(LexMode.Expression) is TokenKind.Dot or TokenKind.ColonColon)
        {
            expression = ParseMembers(new TypeExpressionAst(last.Extent, last.TypeName), LexMode.Expression);
        }
        else
        {
            Lexeme next = Peek(LexMode.Expression, signed: true);
            ExpressionAst? child = next.Kind is TokenKind.NewLine or TokenKind.Comma ? null : ParseUnary(noComma);
            if (child is not (null or HashtableAst)
                && last.TypeName.FullName.Equals("ordered", StringComparison.OrdinalIgnoreCase))
            {
                throw Error(
                    last.Extent.StartOffset, child.Extent.EndOffset, "OrderedAttributeOnlyOnHashLiteralNode",
                    "The ordered attribute can be specified only on a hash literal node.");
            }
            expression = child is null
                ? new TypeExpressionAst(last.Extent, last.TypeName)
                : new ConvertExpressionAst(Extent(last, child), last, child);
        }
        for (int i = attributes.Count - 2; i >= 0; i--)
        {
            AttributeBaseAst attribute = attributes[i];
            expression = attribute is TypeConstraintAst
                ? new ConvertExpressionAst(Extent(attribute, expression), attribute, expression)
                : new AttributedExpressionAst(Extent(attribute, expression), attribute, expression);
        }
        return expression;
    }
}
