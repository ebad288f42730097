using System.Collections.Generic;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>What happens to an error that leaves a statement.</summary>
internal static class ErrorHandling
{
    private static readonly VariablePath s_preference = new("ErrorActionPreference");

    /// <summary>Whether the exception is an error; the others are jumps or the end of the pipeline.</summary>
    internal static bool IsError(Exception exception)
        => exception is not (FlowControlException or PipelineStoppedException or ParseAbortException);

    /// <summary>
    /// Reports the error and returns, so that the next statement runs; or throws it on where a try handles it, the
    /// preference says stop, or a throw statement raised it.
    /// </summary>
    internal static void Handle(Exception exception, Frame frame, IScriptExtent position)
    {
        RuntimeException error = Prepare(exception, frame, position);
        IScriptRuntime runtime = frame.Runtime;
        runtime.LastSucceeded = false;
        if (!runtime.PropagatesErrors)
        {
            ActionPreference preference = Preference(runtime);
            if (preference is ActionPreference.SilentlyContinue or ActionPreference.Ignore
                && error is not ActionPreferenceStopException)
            {
                return;
            }
            bool stops = preference == ActionPreference.Stop || error.WasThrownFromThrowStatement
                || error is ActionPreferenceStopException;
            if (!stops)
            {
                runtime.WriteErrorRecord(error.ErrorRecord);
                return;
            }
        }
        if (ReferenceEquals(error, exception))
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        throw error;
    }

    /// <summary>The error with its position, noted in <c>$Error</c>.</summary>
    internal static RuntimeException Prepare(Exception exception, Frame frame, IScriptExtent position)
    {
        RuntimeException error = exception as RuntimeException ?? Wrap(exception);
        ErrorRecord record = error.ErrorRecord;
        if (record.InvocationInfo is null)
            record.SetInvocation(InvocationInfo.Create(null, position));
        if (record.Exception is ParentContainsErrorRecordException)
        {
            // The record made by the exception itself only stands in for it.
            record = new ErrorRecord(record, error);
            error.SetErrorRecord(record);
        }
        frame.Runtime.RecordError(record);
        return error;
    }

    /// <summary>The first clause that handles the error, and the record for <c>$_</c>; -1 if none does.</summary>
    internal static int FindHandler(
        RuntimeException error, IReadOnlyList<Type[]> clauses, out ErrorRecord record)
    {
        Exception? current = error;
        record = error.ErrorRecord;
        int catchAll = -1;
        for (int i = 0; i < clauses.Count; i++)
        {
            if (clauses[i].Length == 0)
                catchAll = i;
        }
        while (current is RuntimeException runtime)
        {
            foreach (Exception? candidate in new[] { runtime.InnerException, runtime, runtime.ErrorRecord.Exception })
            {
                if (candidate is not null && FindClause(candidate.GetType(), clauses) is var found and >= 0)
                {
                    record = ReferenceEquals(candidate, runtime.ErrorRecord.Exception)
                        ? runtime.ErrorRecord
                        : Copy(runtime.ErrorRecord, candidate);
                    return found;
                }
            }
            current = runtime is ActionPreferenceStopException stop
                && stop.ErrorRecord.Exception is RuntimeException held && !ReferenceEquals(held, runtime)
                    ? held
                    : runtime.InnerException as RuntimeException;
        }
        return catchAll;
    }

    // A clause that names the type of the cause sees the cause.
    private static ErrorRecord Copy(ErrorRecord record, Exception exception)
    {
        var copy = new ErrorRecord(exception, record.ErrorId, record.CategoryValue, record.TargetObject)
        {
            CommandTypeName = record.CommandTypeName,
            ErrorDetails = record.ErrorDetails,
        };
        copy.SetInvocation(record.InvocationInfo);
        return copy;
    }

    private static ActionPreference Preference(IScriptRuntime runtime)
        => LanguagePrimitives.TryConvertTo(
            runtime.FindVariable(s_preference)?.Value, out ActionPreference preference)
                ? preference
                : ActionPreference.Continue;

    private static RuntimeException Wrap(Exception exception)
    {
        if (exception is IContainsErrorRecord holder)
            return new RuntimeException(exception.Message, exception, holder.ErrorRecord);
        var record = new ErrorRecord(
            exception, exception.GetType().FullName, ErrorCategory.OperationStopped, null);
        return new RuntimeException(exception.Message, exception, record);
    }

    // An exact type wins over a base type in an earlier clause.
    private static int FindClause(Type type, IReadOnlyList<Type[]> clauses)
    {
        for (int i = 0; i < clauses.Count; i++)
        {
            if (Array.IndexOf(clauses[i], type) >= 0)
                return i;
        }
        for (int i = 0; i < clauses.Count; i++)
        {
            if (Array.Exists(clauses[i], caught => caught.IsAssignableFrom(type)))
                return i;
        }
        return -1;
    }
}
