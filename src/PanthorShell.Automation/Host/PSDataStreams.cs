namespace System.Management.Automation;

/// <summary>The streams of a pipeline.</summary>
public sealed class PSDataStreams
{
    internal PSDataStreams()
    {
    }

    /// <summary>Errors.</summary>
    public PSDataCollection<ErrorRecord> Error { get; } = [];

    /// <summary>Warnings.</summary>
    public PSDataCollection<WarningRecord> Warning { get; } = [];

    /// <summary>Verbose messages.</summary>
    public PSDataCollection<VerboseRecord> Verbose { get; } = [];

    /// <summary>Debug messages.</summary>
    public PSDataCollection<DebugRecord> Debug { get; } = [];

    /// <summary>Information.</summary>
    public PSDataCollection<InformationRecord> Information { get; } = [];

    /// <summary>Progress.</summary>
    public PSDataCollection<ProgressRecord> Progress { get; } = [];

    /// <summary>Forgets all records.</summary>
    public void ClearStreams()
    {
        Error.Clear();
        Warning.Clear();
        Verbose.Clear();
        Debug.Clear();
        Information.Clear();
        Progress.Clear();
    }
}
