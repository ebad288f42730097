using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>An error: the exception with its id, category and target.</summary>
public class ErrorRecord
{
    private readonly Exception _exception;
    private readonly string? _errorId;
    private object? _target;
    private ErrorCategoryInfo? _categoryInfo;
    private InvocationInfo? _invocationInfo;

    /// <summary>Creates a record.</summary>
    public ErrorRecord(Exception exception, string? errorId, ErrorCategory errorCategory, object? targetObject)
    {
        _exception = exception ?? throw new PSArgumentNullException(nameof(exception));
        _errorId = errorId ?? string.Empty;
        CategoryValue = errorCategory;
        _target = targetObject;
    }

    /// <summary>Creates a copy for another exception.</summary>
    public ErrorRecord(ErrorRecord errorRecord, Exception? replaceParentContainsErrorRecordException)
    {
        ArgumentNullException.ThrowIfNull(errorRecord);
        _exception = errorRecord._exception is ParentContainsErrorRecordException
            && replaceParentContainsErrorRecordException is not null
                ? replaceParentContainsErrorRecordException
                : errorRecord._exception;
        _errorId = errorRecord._errorId;
        CategoryValue = errorRecord.CategoryValue;
        _target = errorRecord._target;
        _invocationInfo = errorRecord._invocationInfo;
        ScriptStackTrace = errorRecord.ScriptStackTrace;
        ErrorDetails = errorRecord.ErrorDetails is { } details
            ? new ErrorDetails(details.Message) { RecommendedAction = details.RecommendedAction }
            : null;
        if (errorRecord._categoryInfo is not null)
        {
            CategoryInfo.Activity = errorRecord.CategoryInfo.Activity;
            CategoryInfo.Reason = errorRecord.CategoryInfo.Reason;
            CategoryInfo.TargetName = errorRecord.CategoryInfo.TargetName;
            CategoryInfo.TargetType = errorRecord.CategoryInfo.TargetType;
        }

        CommandTypeName = errorRecord.CommandTypeName;
    }

    /// <summary>The exception.</summary>
    public Exception Exception => _exception;

    /// <summary>What the error is about.</summary>
    public object? TargetObject => _target;

    /// <summary>The category with its details.</summary>
    public ErrorCategoryInfo CategoryInfo => _categoryInfo ??= new ErrorCategoryInfo(this);

    /// <summary>The id, followed by a comma and the name of the command that wrote the error.</summary>
    public string FullyQualifiedErrorId
    {
        get
        {
            string command = CommandTypeName ?? string.Empty;
            string id = _errorId ?? string.Empty;
            return command.Length > 0 && id.Length > 0 ? id + "," + command : id + command;
        }
    }

    /// <summary>The text shown instead of the exception's message.</summary>
    public ErrorDetails? ErrorDetails { get; set; }

    /// <summary>The call that failed.</summary>
    public InvocationInfo? InvocationInfo => _invocationInfo;

    /// <summary>The iterations of the pipeline in which it happened.</summary>
    public ReadOnlyCollection<int> PipelineIterationInfo { get; } = new([]);

    /// <summary>The calls that led here, innermost first.</summary>
    public string? ScriptStackTrace { get; private set; }

    internal ErrorCategory CategoryValue { get; }

    internal string ErrorId => _errorId ?? string.Empty;

    /// <summary>The second half of <see cref="FullyQualifiedErrorId"/>.</summary>
    internal string? CommandTypeName { get; set; }

    internal bool PreserveInvocationInfoOnce { get; set; }

    internal bool IsInvocationInfoSet => _invocationInfo is not null;

    /// <inheritdoc/>
    public override string ToString() =>
        ErrorDetails is { Message.Length: > 0 } details ? details.Message : _exception.Message;

    internal void SetTarget(object? target) => _target = target;

    internal void SetScriptStackTrace(string text) => ScriptStackTrace ??= text;

    /// <summary>Sets the failed call; the name of its command completes the error id.</summary>
    internal void SetInvocation(InvocationInfo? invocation)
    {
        bool keep = PreserveInvocationInfoOnce;
        PreserveInvocationInfoOnce = false;
        if (invocation is null || keep) return;
        if (_invocationInfo is null || _invocationInfo.MyCommand is null)
        {
            _invocationInfo = _invocationInfo is null
                ? invocation
                : _invocationInfo.WithCommand(invocation);
        }

        CommandTypeName ??= invocation.MyCommand switch
        {
            CmdletInfo cmdlet => cmdlet.ImplementingType?.FullName,
            CommandInfo command => command.Name,
            null => null,
        };
    }

    /// <summary>Wraps the record of an exception so that it shows that exception itself.</summary>
    internal ErrorRecord WrapException(Exception replacement) => new(this, replacement);
}
