using System;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>The exception of an error that Write-Error made from a message.</summary>
internal sealed class WriteErrorException(string message) : SystemException(message)
{
}

/// <summary>Writes a non-terminating error.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "NoException")]
internal sealed class WriteErrorCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "WithException", Mandatory = true)]
    public Exception? Exception { get; set; }

    [Alias("Msg")]
    [Parameter(Position = 0, ParameterSetName = "NoException", Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = "WithException")]
    [AllowNull]
    [AllowEmptyString]
    public string? Message { get; set; }

    [Parameter(ParameterSetName = "ErrorRecord", Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public string ErrorId { get; set; } = "";

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public object? TargetObject { get; set; }

    [Parameter]
    public string RecommendedAction { get; set; } = "";

    [Alias("Activity")]
    [Parameter]
    public string CategoryActivity { get; set; } = "";

    [Alias("Reason")]
    [Parameter]
    public string CategoryReason { get; set; } = "";

    [Alias("TargetName")]
    [Parameter]
    public string CategoryTargetName { get; set; } = "";

    [Alias("TargetType")]
    [Parameter]
    public string CategoryTargetType { get; set; } = "";

    /// <summary>The error is where the calling function or script was called, not where Write-Error stands.</summary>
    private void SetPlace(ErrorRecord error)
    {
        var caller = SessionState.PSVariable.GetValue("MyInvocation") as InvocationInfo;
        error.SetInvocation(caller ?? InvocationInfo.Create(null, null));
        error.PreserveInvocationInfoOnce = true;
        if (CategoryActivity.Length == 0) error.CategoryInfo.Activity = "Write-Error";
    }

    protected override void ProcessRecord()
    {
        ErrorRecord error;
        if (ErrorRecord is not null)
        {
            error = new ErrorRecord(ErrorRecord, null);
        }
        else
        {
            Exception exception = Exception ?? new WriteErrorException(Message ?? "");
            string id = string.IsNullOrEmpty(ErrorId) ? exception.GetType().FullName! : ErrorId;
            error = new ErrorRecord(exception, id, Category, TargetObject);
            if (Exception is not null && !string.IsNullOrEmpty(Message)) error.ErrorDetails = new ErrorDetails(Message);
        }

        if (RecommendedAction.Length > 0)
        {
            error.ErrorDetails ??= new ErrorDetails(error.Exception.Message);
            error.ErrorDetails.RecommendedAction = RecommendedAction;
        }

        if (CategoryActivity.Length > 0) error.CategoryInfo.Activity = CategoryActivity;
        if (CategoryReason.Length > 0) error.CategoryInfo.Reason = CategoryReason;
        if (CategoryTargetName.Length > 0) error.CategoryInfo.TargetName = CategoryTargetName;
        if (CategoryTargetType.Length > 0) error.CategoryInfo.TargetType = CategoryTargetType;
        SetPlace(error);
        WriteError(error);
    }
}
