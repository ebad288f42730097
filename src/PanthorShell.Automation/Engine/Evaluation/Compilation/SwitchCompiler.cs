using System.Collections;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace System.Management.Automation.Evaluation;

/// <summary>Turns switch statements into delegates.</summary>
internal static class SwitchCompiler
{
    private static readonly VariablePath s_item = new("local:_");
    private static readonly VariablePath s_enumerator = new("local:switch");

    internal static Exec Compile(SwitchStatementAst statement)
    {
        Eval source = PipelineCompiler.CompileValue(statement.Condition!);
        (Eval Condition, Exec Body)[] clauses =
        [
            .. statement.Clauses.Select(clause => (
                CompileCondition(clause.Item1), StatementCompiler.CompileBlock(clause.Item2))),
        ];
        Exec? otherwise = statement.Default is null ? null : StatementCompiler.CompileBlock(statement.Default);
        bool ignoreCase = !statement.Flags.HasFlag(SwitchFlags.CaseSensitive);
        SwitchFlags mode = statement.Flags & ~SwitchFlags.CaseSensitive;
        return frame =>
        {
            object? value = source(frame);
            if (ReferenceEquals(value, Internal.AutomationNull.Value))
                return Flow.Next;
            IEnumerator items = Enumeration.TryGet(value) ?? new[] { value }.GetEnumerator();
            object? outerItem = frame.Runtime.FindVariable(Variables.Item)?.Value;
            object? outerEnumerator = frame.Runtime.FindVariable(s_enumerator)?.Value;
            frame.Runtime.SetVariable(s_enumerator, items);
            try
            {
                while (Enumeration.Next(items))
                {
                    Flow flow = LoopCompiler.Round(
                        frame, f => RunClauses(f, items.Current, clauses, otherwise, mode, ignoreCase),
                        statement.Label, out bool leaves);
                    if (leaves)
                        return flow;
                }
            }
            finally
            {
                frame.Runtime.SetVariable(s_item, outerItem);
                frame.Runtime.SetVariable(s_enumerator, outerEnumerator);
            }
            return Flow.Next;
        };
    }

    // A script block literal is a condition of its own; everything else is a value to compare with.
    private static Eval CompileCondition(ExpressionAst condition) => ExpressionCompiler.Compile(condition);

    private static Flow RunClauses(
        Frame frame, object? item, (Eval Condition, Exec Body)[] clauses, Exec? otherwise, SwitchFlags mode,
        bool ignoreCase)
    {
        frame.Runtime.SetVariable(s_item, item);
        bool matched = false;
        foreach ((Eval condition, Exec body) in clauses)
        {
            if (!Matches(frame, item, condition(frame), mode, ignoreCase))
                continue;
            matched = true;
            Flow flow = body(frame);
            if (flow != Flow.Next)
                return flow;
            frame.Runtime.SetVariable(s_item, item);
        }
        return matched || otherwise is null ? Flow.Next : otherwise(frame);
    }

    private static bool Matches(Frame frame, object? item, object? condition, SwitchFlags mode, bool ignoreCase)
    {
        if (PSObject.Base(condition) is ScriptBlock predicate)
            return Conversions.IsTrue(frame.InvokeWithItem(predicate, item));
        if (mode.HasFlag(SwitchFlags.Wildcard))
        {
            WildcardOptions options = ignoreCase ? WildcardOptions.IgnoreCase : WildcardOptions.None;
            return WildcardPattern.Get(Conversions.ToText(condition), options).IsMatch(Conversions.ToText(item));
        }
        if (!mode.HasFlag(SwitchFlags.Regex))
            return Conversions.IsTrue(Comparison.Compare(ignoreCase ? TokenKind.Ieq : TokenKind.Ceq, item, condition));
        Regex pattern = TextOperators.ToRegex(condition, ignoreCase);
        Match match = pattern.Match(Conversions.ToText(item));
        if (match.Success)
            TextOperators.SetMatches(match, pattern, frame.Runtime);
        return match.Success;
    }
}
