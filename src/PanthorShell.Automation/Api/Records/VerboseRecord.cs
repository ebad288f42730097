namespace System.Management.Automation;

/// <summary>A verbose message.</summary>
public class VerboseRecord : InformationalRecord
{
    /// <summary>Creates a message.</summary>
    public VerboseRecord(string message)
        : base(message)
    {
    }
}
