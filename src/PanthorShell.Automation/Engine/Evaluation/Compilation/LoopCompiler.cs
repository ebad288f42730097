using System.Collections;
using System.Linq;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Turns loops into delegates.</summary>
internal static class LoopCompiler
{
    private static readonly VariablePath s_enumerator = new("foreach");

    internal static Exec Compile(LoopStatementAst loop)
    {
        Exec body = StatementCompiler.CompileBlock(loop.Body);
        string? label = loop.Label;
        switch (loop)
        {
            case ForEachStatementAst each:
                return CompileForEach(each, body);
            case ForStatementAst counted:
                return CompileFor(counted, body);
        }
        Eval condition = PipelineCompiler.CompileValue(loop.Condition!);
        bool testsFirst = loop is WhileStatementAst;
        bool wanted = loop is not DoUntilStatementAst;
        return frame =>
        {
            if (testsFirst && Conversions.IsTrue(condition(frame)) != wanted)
                return Flow.Next;
            do
            {
                Flow flow = Round(frame, body, label, out bool leaves);
                if (leaves)
                    return flow;
            }
            while (Conversions.IsTrue(condition(frame)) == wanted);
            return Flow.Next;
        };
    }

    /// <summary>Runs a body once and decides what a jump out of it means for this loop.</summary>
    internal static Flow Round(Frame frame, Exec body, string? label, out bool leaves)
    {
        frame.Runtime.ThrowIfStopping();
        Flow flow;
        try
        {
            flow = body(frame);
        }
        catch (LoopFlowException jump) when (jump.MatchesLabel(label))
        {
            leaves = jump is BreakException;
            return Flow.Next;
        }
        if (flow == Flow.Next)
        {
            leaves = false;
            return Flow.Next;
        }
        bool mine = flow != Flow.Return && (frame.Label is null
            || frame.Label.Equals(label, StringComparison.OrdinalIgnoreCase));
        leaves = !mine || flow == Flow.Break;
        if (!mine)
            return flow;
        frame.Label = null;
        return Flow.Next;
    }

    private static Exec CompileFor(ForStatementAst loop, Exec body)
    {
        Exec start = Silent(loop.Initializer);
        Exec step = Silent(loop.Iterator);
        Eval? condition = loop.Condition is null ? null : PipelineCompiler.CompileValue(loop.Condition);
        string? label = loop.Label;
        return frame =>
        {
            start(frame);
            while (condition is null || Conversions.IsTrue(condition(frame)))
            {
                Flow flow = Round(frame, body, label, out bool leaves);
                if (leaves)
                    return flow;
                step(frame);
            }
            return Flow.Next;
        };
    }

    private static Exec Silent(PipelineBaseAst? pipeline)
    {
        if (pipeline is null)
            return static _ => Flow.Next;
        Exec statement = PipelineCompiler.CompileStatement(pipeline);
        return frame =>
        {
            frame.Capture(statement, out Flow flow);
            frame.ThrowJump(flow);
            return Flow.Next;
        };
    }

    private static Exec CompileForEach(ForEachStatementAst loop, Exec body)
    {
        Eval source = PipelineCompiler.CompileValue(loop.Condition!);
        VariablePath path = Variables.PathOf(loop.Variable);
        string? label = loop.Label;
        bool usesEnumerator = loop.Body.Find(
            node => node is VariableExpressionAst variable
                && variable.VariablePath.UserPath.Equals("foreach", StringComparison.OrdinalIgnoreCase),
            true) is not null;
        return frame =>
        {
            object? value = source(frame);
            if (LanguagePrimitives.IsNull(value))
                return Flow.Next;
            IEnumerator items = Enumeration.TryGet(value) ?? Enumerable.Repeat(value, 1).GetEnumerator();
            object? outer = usesEnumerator ? frame.Runtime.FindVariable(s_enumerator)?.Value : null;
            if (usesEnumerator)
                frame.Runtime.SetVariable(s_enumerator, items);
            try
            {
                while (Enumeration.Next(items))
                {
                    frame.Runtime.SetVariable(path, items.Current);
                    Flow flow = Round(frame, body, label, out bool leaves);
                    if (leaves)
                        return flow;
                }
            }
            finally
            {
                if (usesEnumerator)
                    frame.Runtime.SetVariable(s_enumerator, outer);
            }
            return Flow.Next;
        };
    }
}
