namespace PanthorPS;

/// <summary>How far a job is.</summary>
public enum GpuJobState
{
    /// <summary>It waits for something else, or for room in the ring buffer.</summary>
    Queued,

    /// <summary>It is in the ring buffer of its queue.</summary>
    Running,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It ended with an error.</summary>
    Failed,
}
