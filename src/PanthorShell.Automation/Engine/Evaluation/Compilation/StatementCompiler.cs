using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Turns statements into delegates.</summary>
internal static class StatementCompiler
{
    /// <summary>Statements one behind the other; an error in one is reported and the next one runs.</summary>
    internal static Exec CompileBlock(IReadOnlyList<StatementAst> statements)
    {
        Exec[] body = [.. statements.Select(Compile)];
        IScriptExtent[] positions = [.. statements.Select(statement => statement.Extent)];
        return frame =>
        {
            for (int i = 0; i < body.Length; i++)
            {
                try
                {
                    Flow flow = body[i](frame);
                    if (flow != Flow.Next)
                        return flow;
                }
                catch (Exception exception) when (ErrorHandling.IsError(exception))
                {
                    ErrorHandling.Handle(exception, frame, positions[i]);
                }
            }
            return Flow.Next;
        };
    }

    internal static Exec CompileBlock(StatementBlockAst? block)
        => block is null ? static _ => Flow.Next : CompileBlock(block.Statements);

    internal static Exec Compile(StatementAst statement) => statement switch
    {
        PipelineBaseAst pipeline => PipelineCompiler.CompileStatement(pipeline),
        IfStatementAst branch => CompileIf(branch),
        LoopStatementAst loop => LoopCompiler.Compile(loop),
        SwitchStatementAst choice => SwitchCompiler.Compile(choice),
        TryStatementAst guarded => TryCompiler.Compile(guarded),
        FunctionDefinitionAst function => frame =>
        {
            frame.Runtime.DefineFunction(function);
            return Flow.Next;
        },
        ReturnStatementAst result => CompileReturn(result),
        ThrowStatementAst thrown => CompileThrow(thrown),
        ExitStatementAst exit => CompileExit(exit),
        BreakStatementAst jump => CompileJump(jump.Label, Flow.Break),
        ContinueStatementAst jump => CompileJump(jump.Label, Flow.Continue),
        _ => throw new InvalidOperationException($"{statement.GetType().Name} has no meaning here."),
    };

    private static Exec CompileIf(IfStatementAst branch)
    {
        (Eval Condition, Exec Body)[] clauses =
        [
            .. branch.Clauses.Select(clause => (
                PipelineCompiler.CompileValue(clause.Item1), CompileBlock(clause.Item2))),
        ];
        Exec otherwise = CompileBlock(branch.ElseClause);
        return frame =>
        {
            foreach ((Eval condition, Exec body) in clauses)
            {
                if (Conversions.IsTrue(condition(frame)))
                    return body(frame);
            }
            return otherwise(frame);
        };
    }

    private static Exec CompileReturn(ReturnStatementAst statement)
    {
        if (statement.Pipeline is null)
            return static _ => Flow.Return;
        Exec result = PipelineCompiler.CompileStatement(statement.Pipeline, writesAssignment: false);
        return frame =>
        {
            Flow flow = result(frame);
            return flow == Flow.Next ? Flow.Return : flow;
        };
    }

    private static Exec CompileThrow(ThrowStatementAst statement)
    {
        if (statement.Pipeline is null)
        {
            return frame => throw (frame.Caught is { } caught
                ? Thrown.From(caught, statement.Extent)
                : Thrown.From(null, statement.Extent));
        }
        Eval value = PipelineCompiler.CompileValue(statement.Pipeline);
        return frame => throw Thrown.From(value(frame), statement.Extent);
    }

    private static Exec CompileExit(ExitStatementAst statement)
    {
        if (statement.Pipeline is null)
            return static _ => throw new ExitException(null);
        Eval code = PipelineCompiler.CompileValue(statement.Pipeline);
        return frame => throw new ExitException(code(frame));
    }

    private static Exec CompileJump(ExpressionAst? label, Flow flow)
    {
        if (label is null)
        {
            return frame =>
            {
                frame.Label = null;
                return flow;
            };
        }
        Eval name = ExpressionCompiler.Compile(label);
        return frame =>
        {
            frame.Label = Conversions.ToText(name(frame));
            return flow;
        };
    }
}
