namespace System.Management.Automation;

/// <summary>A debug message.</summary>
public class DebugRecord : InformationalRecord
{
    /// <summary>Creates a message.</summary>
    public DebugRecord(string message)
        : base(message)
    {
    }
}
