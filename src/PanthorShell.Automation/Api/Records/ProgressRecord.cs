namespace System.Management.Automation;

/// <summary>How far an activity is.</summary>
public class ProgressRecord
{
    private int _percentComplete = -1;

    /// <summary>Creates a record.</summary>
    public ProgressRecord(int activityId, string activity, string statusDescription)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(activityId);
        ArgumentException.ThrowIfNullOrEmpty(activity);
        ArgumentException.ThrowIfNullOrEmpty(statusDescription);
        ActivityId = activityId;
        Activity = activity;
        StatusDescription = statusDescription;
    }

    /// <summary>Which activity.</summary>
    public int ActivityId { get; }

    /// <summary>The activity of which this is a part, or -1.</summary>
    public int ParentActivityId { get; set; } = -1;

    /// <summary>The name of the activity.</summary>
    public string Activity { get; set; }

    /// <summary>What it is doing.</summary>
    public string StatusDescription { get; set; }

    /// <summary>The step within it.</summary>
    public string? CurrentOperation { get; set; }

    /// <summary>The part that is done, or -1.</summary>
    public int PercentComplete
    {
        get => _percentComplete;
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100);
            _percentComplete = value;
        }
    }

    /// <summary>The seconds that remain, or -1.</summary>
    public int SecondsRemaining { get; set; } = -1;

    /// <summary>Whether it goes on.</summary>
    public ProgressRecordType RecordType { get; set; } = ProgressRecordType.Processing;

    /// <inheritdoc/>
    public override string ToString() =>
        $"parent = {ParentActivityId} id = {ActivityId} act = {Activity} stat = {StatusDescription} "
        + $"cur = {CurrentOperation} pct = {PercentComplete} sec = {SecondsRemaining} type = {RecordType}";
}
