namespace System.Management.Automation;

/// <summary>A warning.</summary>
public class WarningRecord : InformationalRecord
{
    /// <summary>Creates a warning.</summary>
    public WarningRecord(string message)
        : base(message)
    {
    }

    /// <summary>Creates a warning with an id.</summary>
    public WarningRecord(string fullyQualifiedWarningId, string message)
        : base(message)
    {
        FullyQualifiedWarningId = fullyQualifiedWarningId;
    }

    /// <summary>The id.</summary>
    public string FullyQualifiedWarningId { get; } = string.Empty;
}
