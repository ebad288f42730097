using System.Linq;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Turns try statements into delegates.</summary>
internal static class TryCompiler
{
    private static readonly VariablePath s_item = new("local:_");

    internal static Exec Compile(TryStatementAst statement)
    {
        Exec body = StatementCompiler.CompileBlock(statement.Body);
        Exec[] handlers = [.. statement.CatchClauses.Select(clause => StatementCompiler.CompileBlock(clause.Body))];
        Exec guarded = handlers.Length == 0 ? body : CompileCatch(statement, body, handlers);
        if (statement.Finally is null)
            return guarded;
        Exec cleanup = StatementCompiler.CompileBlock(statement.Finally);
        return frame =>
        {
            try
            {
                return guarded(frame);
            }
            finally
            {
                // What was stopped still cleans up behind itself.
                bool suspended = frame.Runtime.SuspendStop();
                try
                {
                    frame.ThrowJump(cleanup(frame));
                }
                finally
                {
                    if (suspended) frame.Runtime.ResumeStop();
                }
            }
        };
    }

    private static Exec CompileCatch(TryStatementAst statement, Exec body, Exec[] handlers)
        => frame =>
        {
            IScriptRuntime runtime = frame.Runtime;
            bool outer = runtime.PropagatesErrors;
            RuntimeException error;
            Exception original;
            runtime.PropagatesErrors = true;
            try
            {
                return body(frame);
            }
            catch (Exception exception) when (ErrorHandling.IsError(exception))
            {
                original = exception;
                error = ErrorHandling.Prepare(exception, frame, statement.Body.Extent);
            }
            finally
            {
                runtime.PropagatesErrors = outer;
            }
            runtime.LastSucceeded = false;
            Type[][] types =
            [
                .. statement.CatchClauses.Select(
                    clause => clause.CatchTypes.Select(type => frame.Resolve(type.TypeName)).ToArray()),
            ];
            int handler = ErrorHandling.FindHandler(error, types, out ErrorRecord record);
            if (handler >= 0)
                return RunHandler(frame, handlers[handler], record);
            if (ReferenceEquals(original, error))
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(original);
            throw error;
        };

    private static Flow RunHandler(Frame frame, Exec handler, ErrorRecord record)
    {
        object? outerItem = frame.Runtime.FindVariable(Variables.Item)?.Value;
        ErrorRecord? outerCaught = frame.Caught;
        frame.Runtime.SetVariable(s_item, record);
        frame.Caught = record;
        try
        {
            return handler(frame);
        }
        finally
        {
            frame.Caught = outerCaught;
            frame.Runtime.SetVariable(s_item, outerItem);
        }
    }
}
