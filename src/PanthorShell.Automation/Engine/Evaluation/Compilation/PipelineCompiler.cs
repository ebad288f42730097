using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Turns pipelines, chains and assignments into delegates: as statements and as values.</summary>
internal static class PipelineCompiler
{
    /// <summary>
    /// As a statement: output goes to the frame's pipe. An assignment and <c>++</c> write nothing there.
    /// </summary>
    internal static Exec CompileStatement(PipelineBaseAst pipeline, bool writesAssignment = false)
    {
        switch (pipeline)
        {
            case AssignmentStatementAst assignment:
                return AssignmentCompiler.Compile(assignment, writesAssignment);
            case PipelineChainAst chain:
                return CompileChain(chain);
        }
        if (pipeline.GetPureExpression() is not { } expression)
            return CompileCommands((PipelineAst)pipeline);
        Eval value = ExpressionCompiler.Compile(expression);
        bool succeeds = SetsSuccess(expression);
        if (expression is UnaryExpressionAst
            {
                TokenKind: TokenKind.PlusPlus or TokenKind.MinusMinus or TokenKind.PostfixPlusPlus
                    or TokenKind.PostfixMinusMinus,
            })
        {
            return frame =>
            {
                value(frame);
                frame.Runtime.LastSucceeded = true;
                return Flow.Next;
            };
        }
        return frame =>
        {
            Enumeration.Write(value(frame), frame.Output);
            if (succeeds)
                frame.Runtime.LastSucceeded = true;
            return Flow.Next;
        };
    }

    /// <summary>As a value: an expression gives its value, commands give nothing, one object or an array.</summary>
    internal static Eval CompileValue(StatementAst statement)
    {
        if (statement is PipelineAst pipeline && pipeline.GetPureExpression() is { } expression)
        {
            Eval value = ExpressionCompiler.Compile(expression);
            if (!SetsSuccess(expression))
                return value;
            return frame =>
            {
                object? result = value(frame);
                frame.Runtime.LastSucceeded = true;
                return result;
            };
        }
        if (statement is AssignmentStatementAst assignment)
            return AssignmentCompiler.CompileValue(assignment);
        Exec body = StatementCompiler.Compile(statement);
        return frame =>
        {
            object? result = frame.Capture(body, out Flow flow);
            frame.ThrowJump(flow);
            return result;
        };
    }

    // An expression succeeds, unless it is a command in parentheses: then that command's success counts.
    private static bool SetsSuccess(ExpressionAst expression) => expression switch
    {
        ParenExpressionAst paren => paren.Pipeline.GetPureExpression() is { } inner && SetsSuccess(inner),
        ConvertExpressionAst convert => SetsSuccess(convert.Child),
        SubExpressionAst or ArrayExpressionAst => false,
        _ => true,
    };

    private static Exec CompileChain(PipelineChainAst chain)
    {
        Exec left = CompileStatement(chain.LhsPipelineChain);
        Exec right = CompileStatement(chain.RhsPipeline);
        bool wanted = chain.Operator == TokenKind.AndAnd;
        IScriptExtent position = chain.LhsPipelineChain.Extent;
        return frame =>
        {
            try
            {
                Flow flow = left(frame);
                if (flow != Flow.Next)
                    return flow;
            }
            catch (Exception exception) when (ErrorHandling.IsError(exception))
            {
                ErrorHandling.Handle(exception, frame, position);
            }
            return frame.Runtime.LastSucceeded == wanted ? right(frame) : Flow.Next;
        };
    }

    private static Exec CompileCommands(PipelineAst pipeline)
    {
        var first = pipeline.PipelineElements[0] as CommandExpressionAst;
        Eval? input = first is null ? null : ExpressionCompiler.Compile(first.Expression);
        Func<Frame, List<RedirectionCall>>? redirections = first is null || first.Redirections.Count == 0
            ? null
            : CommandCompiler.CompileRedirections(first.Redirections);
        Func<Frame, CommandCall>[] commands =
        [
            .. pipeline.PipelineElements.Skip(first is null ? 0 : 1)
                .Select(command => CommandCompiler.Compile((CommandAst)command)),
        ];
        return frame =>
        {
            object? value = null;
            if (input is not null)
                value = redirections is null ? input(frame) : Redirected(frame, input, redirections(frame));
            if (commands.Length == 0)
            {
                Enumeration.Write(value, frame.Output);
                return Flow.Next;
            }
            var call = new PipelineCall
            {
                Ast = pipeline,
                Commands = Array.ConvertAll(commands, command => command(frame)),
                HasInput = input is not null,
                Input = value,
            };
            frame.Runtime.InvokePipeline(call, frame.Output);
            return Flow.Next;
        };
    }

    private static object? Redirected(Frame frame, Eval expression, List<RedirectionCall> redirections)
    {
        IOutputPipe outer = frame.Output;
        var collected = new ListPipe();
        IOutputPipe inner = collected;
        try
        {
            using (frame.Runtime.Redirect(redirections, ref inner))
            {
                frame.Output = inner;
                Enumeration.Write(expression(frame), inner);
            }
        }
        finally
        {
            frame.Output = outer;
        }
        return collected.ToValue();
    }
}
