using Panthor.Driver.Uapi;

namespace PanthorPS;

/// <summary>A line of the debugfs file clients: an open file. A snapshot.</summary>
public sealed class GpuDebugClient
{
    internal GpuDebugClient(DrmFile file)
    {
        Command = file.ProcessName;
        ProcessId = file.ProcessId;
        Node = file.Node;
        IsMaster = file.IsCurrentMaster;
        IsAuthenticated = file.IsAuthenticated;
        Magic = file.Magic;
        Name = file.ClientName ?? "";
        Id = file.ClientId;
    }

    /// <summary>Name of the process.</summary>
    public string Command { get; }

    /// <summary>Number of the process.</summary>
    public int ProcessId { get; }

    /// <summary>The node that it opened.</summary>
    public DrmNode Node { get; }

    /// <summary>Whether it is in charge of the primary node.</summary>
    public bool IsMaster { get; }

    /// <summary>Whether it is authenticated.</summary>
    public bool IsAuthenticated { get; }

    /// <summary>Its number for the master; 0 for none.</summary>
    public uint Magic { get; }

    /// <summary>What it calls itself.</summary>
    public string Name { get; }

    /// <summary>Its number on the device.</summary>
    public ulong Id { get; }
}
