namespace System.Management.Automation;

/// <summary>Whether an activity goes on.</summary>
public enum ProgressRecordType
{
    /// <summary>Processing.</summary>
    Processing = 0,

    /// <summary>Completed.</summary>
    Completed = 1,
}
