using System.Globalization;

namespace System.Management.Automation;

/// <summary>The category of an error with what it is about.</summary>
public class ErrorCategoryInfo
{
    private readonly ErrorRecord _record;
    private string? _activity;
    private string? _reason;
    private string? _targetName;
    private string? _targetType;

    internal ErrorCategoryInfo(ErrorRecord record)
    {
        _record = record;
    }

    /// <summary>The category.</summary>
    public ErrorCategory Category => _record.CategoryValue;

    /// <summary>What was being done; by default the name of the command.</summary>
    public string Activity
    {
        get => _activity ?? DefaultActivity();
        set => _activity = value;
    }

    /// <summary>Why; by default the type of the exception.</summary>
    public string Reason
    {
        get => _reason ?? DefaultReason();
        set => _reason = value;
    }

    /// <summary>The name of the target.</summary>
    public string TargetName
    {
        get => _targetName ?? DefaultTargetName();
        set => _targetName = value;
    }

    /// <summary>The type of the target.</summary>
    public string TargetType
    {
        get => _targetType ?? _record.TargetObject switch
        {
            null => string.Empty,
            PSObject o => PSObject.Base(o)!.GetType().Name,
            object o => o.GetType().Name,
        };
        set => _targetType = value;
    }

    /// <summary>The text of the category line.</summary>
    public string GetMessage() => GetMessage(null);

    /// <summary>The text of the category line in a culture.</summary>
    public string GetMessage(CultureInfo? uiCultureInfo)
    {
        return $"{Category}: ({TargetName}:{TargetType}) [{Activity}], {Reason}";
    }

    /// <inheritdoc/>
    public override string ToString() => GetMessage();

    private string DefaultActivity() => _record.InvocationInfo?.MyCommand?.Name ?? string.Empty;

    private string DefaultReason()
    {
        Exception exception = _record.Exception;
        if (exception is CmdletInvocationException { InnerException: Exception inner }) exception = inner;
        return exception.GetType().Name;
    }

    private string DefaultTargetName()
    {
        object? target = _record.TargetObject;
        if (target is null) return string.Empty;
        try
        {
            return PSObject.ToStringParser(target);
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            return string.Empty;
        }
    }
}
