using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Makes the exception of a throw statement.</summary>
internal static class Thrown
{
    internal static RuntimeException From(object? value, IScriptExtent position)
    {
        object? plain = PSObject.Base(value);
        RuntimeException error;
        switch (plain)
        {
            case RuntimeException already:
                error = already;
                break;
            case ErrorRecord record:
                error = new RuntimeException(record.ToString(), record.Exception, record);
                break;
            case Exception exception:
                error = new RuntimeException(
                    exception.Message, exception,
                    new ErrorRecord(exception, exception.Message, ErrorCategory.OperationStopped, null));
                break;
            default:
                string message = LanguagePrimitives.IsNull(plain) ? "ScriptHalted" : Conversions.ToText(value);
                var cause = new RuntimeException(message) { WasThrownFromThrowStatement = true };
                error = new RuntimeException(
                    message, cause,
                    new ErrorRecord(
                        cause, message, ErrorCategory.OperationStopped,
                        LanguagePrimitives.IsNull(plain) ? null : value));
                break;
        }
        error.WasThrownFromThrowStatement = true;
        if (error.ErrorRecord.InvocationInfo is null)
            error.ErrorRecord.SetInvocation(InvocationInfo.Create(null, position));
        return error;
    }
}
