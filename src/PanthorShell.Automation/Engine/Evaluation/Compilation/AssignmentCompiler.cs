using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Turns assignments into delegates.</summary>
internal static class AssignmentCompiler
{
    /// <summary>As a statement; in parentheses and behind another assignment the value counts too.</summary>
    internal static Exec Compile(AssignmentStatementAst assignment, bool writes)
    {
        Place place = Place.Compile(assignment.Left);
        TokenKind op = assignment.Operator;
        if (op == TokenKind.QuestionQuestionEquals)
        {
            Eval assigned = CompileValue(assignment);
            return frame =>
            {
                assigned(frame);
                return Flow.Next;
            };
        }
        // A jump inside the value (a loop or an if) leaves the statement that assigns.
        bool plain = assignment.Right is PipelineBaseAst;
        Eval? value = plain ? PipelineCompiler.CompileValue(assignment.Right) : null;
        Exec? statement = plain ? null : StatementCompiler.Compile(assignment.Right);
        return frame =>
        {
            object? right;
            if (value is not null)
            {
                right = value(frame);
            }
            else
            {
                right = frame.Capture(statement!, out Flow flow);
                if (flow != Flow.Next)
                    return flow;
            }
            right = Store(frame, place, op, right);
            if (writes)
                Enumeration.Write(right, frame.Output);
            return Flow.Next;
        };
    }

    internal static Eval CompileValue(AssignmentStatementAst assignment)
    {
        Place place = Place.Compile(assignment.Left);
        Eval value = PipelineCompiler.CompileValue(assignment.Right);
        TokenKind op = assignment.Operator;
        if (op != TokenKind.QuestionQuestionEquals)
            return frame => Store(frame, place, op, value(frame));
        return frame =>
        {
            place.Prepare(frame, out object? first, out object? second);
            object? current = place.LoadForUpdate(frame, first, second);
            if (!LanguagePrimitives.IsNull(current))
                return current;
            object? made = value(frame);
            place.Store(frame, first, second, made);
            return made;
        };
    }

    private static object? Store(Frame frame, Place place, TokenKind op, object? right)
    {
        place.Prepare(frame, out object? first, out object? second);
        if (op != TokenKind.Equals)
            right = Combine(op, place.LoadForUpdate(frame, first, second), right);
        place.Store(frame, first, second, right);
        return right;
    }

    private static object? Combine(TokenKind op, object? left, object? right) => op switch
    {
        TokenKind.PlusEquals => Arithmetic.Add(left, right),
        TokenKind.MinusEquals => Arithmetic.Compute(TokenKind.Minus, left, right),
        TokenKind.MultiplyEquals => Arithmetic.Multiply(left, right),
        TokenKind.DivideEquals => Arithmetic.Compute(TokenKind.Divide, left, right),
        _ => Arithmetic.Compute(TokenKind.Rem, left, right),
    };
}
