namespace System.Management.Automation.Runspaces;

/// <summary>The state of a pipeline.</summary>
public enum PipelineState
{
    /// <summary>Not started.</summary>
    NotStarted = 0,

    /// <summary>Running.</summary>
    Running = 1,

    /// <summary>Stopping.</summary>
    Stopping = 2,

    /// <summary>Stopped.</summary>
    Stopped = 3,

    /// <summary>Completed.</summary>
    Completed = 4,

    /// <summary>Failed.</summary>
    Failed = 5,

    /// <summary>Disconnected.</summary>
    Disconnected = 6,
}
