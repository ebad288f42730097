using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>The base of the errors that a running command raises.</summary>
public class RuntimeException : SystemException, IContainsErrorRecord
{
    private string _errorId = "RuntimeException";
    private ErrorCategory _category = ErrorCategory.NotSpecified;
    private object? _target;
    private ErrorRecord? _errorRecord;

    /// <summary>Creates the exception without a message.</summary>
    public RuntimeException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public RuntimeException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public RuntimeException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a message, a cause and a record.</summary>
    public RuntimeException(string? message, Exception? innerException, ErrorRecord? errorRecord)
        : base(message, innerException)
    {
        _errorRecord = errorRecord;
    }

    internal RuntimeException(
        ErrorCategory category, InvocationInfo? invocation, IScriptExtent? position, string errorId, string message,
        Exception? innerException)
        : base(message, innerException)
    {
        _errorId = errorId;
        _category = category;
        if (invocation is not null || position is not null)
        {
            ErrorRecord.SetInvocation(invocation ?? InvocationInfo.Create(null, position));
        }
    }

    /// <summary>The record; made on first use, with the id and category of the exception.</summary>
    public virtual ErrorRecord ErrorRecord =>
        _errorRecord ??= new ErrorRecord(new ParentContainsErrorRecordException(this), _errorId, _category, _target);

    /// <summary>Whether a <c>throw</c> statement raised it.</summary>
    public bool WasThrownFromThrowStatement { get; set; }

    /// <summary>Whether the error stream has already shown it.</summary>
    internal bool WasReported { get; set; }

    /// <summary>Whether no statement-level handler may turn it into a non-terminating error.</summary>
    internal bool SuppressPromptInInterpreter { get; set; }

    internal static string RetrieveMessage(Exception? exception) =>
        exception is IContainsErrorRecord { ErrorRecord.ErrorDetails.Message: { Length: > 0 } text }
            ? text
            : exception?.Message ?? string.Empty;

    internal void SetErrorRecord(ErrorRecord record) => _errorRecord = record;

    internal void SetErrorId(string errorId)
    {
        if (_errorId == errorId) return;
        _errorId = errorId;
        _errorRecord = null;
    }

    internal void SetErrorCategory(ErrorCategory category)
    {
        if (_category == category) return;
        _category = category;
        _errorRecord = null;
    }

    internal void SetTargetObject(object? target)
    {
        _target = target;
        _errorRecord?.SetTarget(target);
    }

    private protected void Initialize(string errorId, ErrorCategory category)
    {
        _errorId = errorId;
        _category = category;
    }
}
