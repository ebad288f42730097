namespace System.Management.Automation;

/// <summary>An error was turned into a terminating one by its action preference.</summary>
public class ActionPreferenceStopException : RuntimeException
{
    /// <summary>Creates the exception without a message.</summary>
    public ActionPreferenceStopException()
    {
        Initialize("ActionPreferenceStop", ErrorCategory.OperationStopped);
    }

    /// <summary>Creates the exception with a message.</summary>
    public ActionPreferenceStopException(string? message)
        : base(message)
    {
        Initialize("ActionPreferenceStop", ErrorCategory.OperationStopped);
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public ActionPreferenceStopException(string? message, Exception? innerException)
        : base(message, innerException)
    {
        Initialize("ActionPreferenceStop", ErrorCategory.OperationStopped);
    }

    internal ActionPreferenceStopException(ErrorRecord error)
        : base("The running command stopped because the preference variable \"ErrorActionPreference\" or common "
            + "parameter is set to Stop: " + error, error.Exception)
    {
        SetErrorRecord(error);
    }

    internal ActionPreferenceStopException(InvocationInfo? invocation, string message)
        : base(message)
    {
        Initialize("ActionPreferenceStop", ErrorCategory.OperationStopped);
        ErrorRecord.SetInvocation(invocation);
    }
}
