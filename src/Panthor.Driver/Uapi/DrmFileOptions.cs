namespace Panthor.Driver.Uapi;

/// <summary>How a client opens the device.</summary>
public sealed record DrmFileOptions
{
    /// <summary>The node that it opens.</summary>
    public DrmNode Node { get; init; }

    /// <summary>Name of its process; by default that of the task that opens the file.</summary>
    public string? ProcessName { get; init; }

    /// <summary>What its process may do beyond others.</summary>
    public ClientCapabilities Capabilities { get; init; }
}
