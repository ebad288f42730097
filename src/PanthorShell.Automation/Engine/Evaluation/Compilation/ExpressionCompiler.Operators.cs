using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <content>Operators.</content>
internal static partial class ExpressionCompiler
{
    private static Eval CompileBinary(BinaryExpressionAst binary)
    {
        Eval left = Compile(binary.Left);
        Eval right = Compile(binary.Right);
        TokenKind op = binary.Operator;
        switch (op)
        {
            case TokenKind.And:
                return f => Boxes.Of(Conversions.IsTrue(left(f)) && Conversions.IsTrue(right(f)));
            case TokenKind.Or:
                return f => Boxes.Of(Conversions.IsTrue(left(f)) || Conversions.IsTrue(right(f)));
            case TokenKind.Xor:
                return f => Boxes.Of(Conversions.IsTrue(left(f)) ^ Conversions.IsTrue(right(f)));
            case TokenKind.QuestionQuestion:
                return f => left(f) is var value && LanguagePrimitives.IsNull(value) ? right(f) : value;
            case TokenKind.Plus:
                return f => Arithmetic.Add(left(f), right(f));
            case TokenKind.Multiply:
                return f => Arithmetic.Multiply(left(f), right(f));
            case TokenKind.Minus or TokenKind.Divide or TokenKind.Rem:
                return f => Arithmetic.Compute(op, left(f), right(f));
            case TokenKind.DotDot:
                return f => Ranges.Make(left(f), right(f));
            case TokenKind.Format:
                return f => TextOperators.Format(left(f), right(f));
            case TokenKind.Band or TokenKind.Bor or TokenKind.Bxor:
                return f => Bits.Combine(op, left(f), right(f));
            case TokenKind.Shl or TokenKind.Shr:
                return f => Bits.Shift(op, left(f), right(f));
            case TokenKind.Is:
                return f => Comparison.IsType(left(f), right(f));
            case TokenKind.IsNot:
                return f => Boxes.Of(Comparison.IsType(left(f), right(f)) is false);
            case TokenKind.As:
                return f => Comparison.As(left(f), right(f));
            default:
                return CompileText(op, left, right);
        }
    }

    private static Eval CompileText(TokenKind op, Eval left, Eval right)
    {
        switch (op)
        {
            case TokenKind.Join:
                return f => TextOperators.Join(left(f), right(f));
            case TokenKind.Ilike or TokenKind.Inotlike or TokenKind.Clike or TokenKind.Cnotlike:
                return f => TextOperators.Like(op, left(f), right(f));
            case TokenKind.Imatch or TokenKind.Inotmatch or TokenKind.Cmatch or TokenKind.Cnotmatch:
                return f => TextOperators.Match(op, left(f), right(f), f.Runtime);
            case TokenKind.Ireplace or TokenKind.Creplace:
                return f => TextOperators.Replace(op, left(f), right(f), f);
            case TokenKind.Isplit or TokenKind.Csplit:
                bool ignoreCase = op == TokenKind.Isplit;
                return f => SplitOperator.Binary(left(f), right(f), ignoreCase, f);
            default:
                return f => Comparison.Compare(op, left(f), right(f));
        }
    }

    private static Eval CompileUnary(UnaryExpressionAst unary)
    {
        TokenKind op = unary.TokenKind;
        if (op is TokenKind.PlusPlus or TokenKind.MinusMinus or TokenKind.PostfixPlusPlus
            or TokenKind.PostfixMinusMinus)
        {
            return CompileIncrement(unary);
        }
        Eval child = Compile(unary.Child);
        return op switch
        {
            TokenKind.Not or TokenKind.Exclaim => f => Boxes.Of(!Conversions.IsTrue(child(f))),
            TokenKind.Bnot => f => Bits.Not(child(f)),
            TokenKind.Minus => f => Arithmetic.Negate(child(f)),
            TokenKind.Plus => f => Arithmetic.ToPlus(child(f)),
            TokenKind.Join => f => TextOperators.Join(child(f), string.Empty),
            _ => f => SplitOperator.Unary(child(f)),
        };
    }

    private static Eval CompileIncrement(UnaryExpressionAst unary)
    {
        Place place = Place.Compile(unary.Child);
        int by = unary.TokenKind is TokenKind.PlusPlus or TokenKind.PostfixPlusPlus ? 1 : -1;
        bool postfix = unary.TokenKind is TokenKind.PostfixPlusPlus or TokenKind.PostfixMinusMinus;
        return frame =>
        {
            place.Prepare(frame, out object? first, out object? second);
            object? before = place.Load(frame, first, second);
            object after = Arithmetic.Increment(before, by);
            place.Store(frame, first, second, after);
            return !postfix ? after : LanguagePrimitives.IsNull(before) ? Boxes.Of(0) : before;
        };
    }

    private static Eval CompileMember(MemberExpressionAst member)
    {
        Eval target = Compile(member.Expression);
        bool conditional = member.NullConditional;
        if (member.Member is StringConstantExpressionAst word)
        {
            string name = word.Value;
            if (member.Static)
                return f => MemberAccess.GetStatic(target(f), name, f);
            return f =>
            {
                object? value = target(f);
                return conditional && LanguagePrimitives.IsNull(value) ? null : MemberAccess.Get(value, name, f);
            };
        }
        Eval nameValue = CompileMemberName(member.Member);
        return f =>
        {
            object? value = target(f);
            if (conditional && LanguagePrimitives.IsNull(value))
                return null;
            object? key = nameValue(f);
            if (PSObject.Base(value) is System.Collections.IDictionary dictionary
                && key is not (null or string) && dictionary.Contains(key))
            {
                return dictionary[key];
            }
            string name = Conversions.ToText(key);
            return member.Static ? MemberAccess.GetStatic(value, name, f) : MemberAccess.Get(value, name, f);
        };
    }

    private static Eval CompileCall(InvokeMemberExpressionAst call)
    {
        Eval target = Compile(call.Expression);
        Eval name = CompileMemberName(call.Member);
        Eval[] arguments = new Eval[call.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = Compile(call.Arguments[i]);
        return f =>
        {
            object? value = target(f);
            if (call.NullConditional && LanguagePrimitives.IsNull(value))
                return null;
            string method = Conversions.ToText(name(f));
            object?[] values = arguments.Length == 0 ? [] : new object?[arguments.Length];
            for (int i = 0; i < values.Length; i++)
                values[i] = Plain(arguments[i](f));
            return call.Static
                ? MemberAccess.InvokeStatic(value, method, values)
                : MemberAccess.Invoke(value, method, values, f);
        };
    }

    private static Eval CompileIndex(IndexExpressionAst index)
    {
        Eval target = Compile(index.Target);
        Eval key = Compile(index.Index);
        bool conditional = index.NullConditional;
        return f =>
        {
            object? value = target(f);
            return conditional && LanguagePrimitives.IsNull(value) ? null : Indexing.Get(value, key(f), f);
        };
    }
}
