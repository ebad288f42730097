using Panthor.Driver.Gem;

namespace PanthorPS;

/// <summary>A line of the debugfs file gem_names: a buffer with a name for all clients. A snapshot.</summary>
public sealed class GpuDebugGemName
{
    internal GpuDebugGemName(uint name, PanthorGemObject buffer)
    {
        Name = name;
        Size = buffer.Size;
        Handles = buffer.HandleCount;
        References = buffer.ReferenceCount;
    }

    /// <summary>Its number.</summary>
    public uint Name { get; }

    /// <summary>Bytes.</summary>
    public ulong Size { get; }

    /// <summary>Handles of all clients.</summary>
    public int Handles { get; }

    /// <summary>References that are held.</summary>
    public int References { get; }
}
