using Panthor.Driver.Gem;

namespace PanthorPS;

/// <summary>A line of the debugfs file gems: a buffer, whoever made it. A snapshot.</summary>
public sealed class GpuDebugGem
{
    internal GpuDebugGem(GemDebugEntry entry)
    {
        CreatedBy = entry.CreatedBy;
        GlobalName = entry.GlobalName;
        References = entry.References;
        Evictions = entry.Evictions;
        Size = entry.Size;
        ResidentSize = entry.ResidentSize;
        FileOffset = entry.FileOffset;
        State = entry.State;
        Usage = entry.Usage;
        Label = entry.Label;
        IsReclaimable = entry.IsReclaimable;
    }

    /// <summary>Task that made it, with its number.</summary>
    public string CreatedBy { get; }

    /// <summary>Its number for all clients of the primary node; 0 for none.</summary>
    public uint GlobalName { get; }

    /// <summary>References that are held.</summary>
    public int References { get; }

    /// <summary>How often its pages were taken away.</summary>
    public int Evictions { get; }

    /// <summary>Bytes.</summary>
    public ulong Size { get; }

    /// <summary>Bytes in memory.</summary>
    public ulong ResidentSize { get; }

    /// <summary>Where it lies in the device file, in bytes; the text of the file counts pages.</summary>
    public ulong FileOffset { get; }

    /// <summary>Imported, Exported, Evicted.</summary>
    public GemStateFlags State { get; }

    /// <summary>Kernel, FirmwareMapped.</summary>
    public GemUsageFlags Usage { get; }

    /// <summary>Its label.</summary>
    public string Label { get; }

    /// <summary>Whether its pages could be taken away.</summary>
    public bool IsReclaimable { get; }
}
