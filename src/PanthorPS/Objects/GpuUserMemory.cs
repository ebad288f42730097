using System;
using Panthor.Driver.Uapi.User;

namespace PanthorPS;

/// <summary>A range of addresses of a client's process, as it was mapped.</summary>
public sealed class GpuUserMemory
{
    internal GpuUserMemory(GpuClient client, UserRegion region)
    {
        Client = client;
        Address = region.Start;
        Size = region.Size;
        Protection = region.Protection;
        Name = region.Name;
    }

    /// <summary>The client.</summary>
    public GpuClient Client { get; }

    /// <summary>First address.</summary>
    public ulong Address { get; }

    /// <summary>Bytes.</summary>
    public ulong Size { get; }

    /// <summary>The address behind the last.</summary>
    public ulong End => Address + Size;

    /// <summary>What the process may do with it.</summary>
    public UserProtection Protection { get; }

    /// <summary>What is behind it: anonymous memory, a buffer, LATEST_FLUSH_ID.</summary>
    public string Name { get; }

    /// <summary>Whether it is still mapped like this.</summary>
    public bool IsMapped => Client.IsOpen && Client.File.Memory.Find(Address) is { } region
        && region.Start == Address && region.End == End && string.Equals(region.Name, Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} at 0x{Address:x}-0x{End:x}";
}
