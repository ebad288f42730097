using System.Collections.Generic;
using Panthor.Driver.Gem;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.User;

namespace PanthorPS;

/// <summary>A file descriptor of a client's process. What is not of its kind is null. All properties are live.</summary>
public sealed class GpuDescriptor
{
    internal GpuDescriptor(GpuClient client, int descriptor, IOpenFile file)
    {
        Client = client;
        Descriptor = descriptor;
        File = file;
    }

    /// <summary>The client.</summary>
    public GpuClient Client { get; }

    /// <summary>Its number.</summary>
    public int Descriptor { get; }

    /// <summary>What it stands for: dmabuf, syncobj_file, sync_file, [eventfd].</summary>
    public string Kind => File.Name;

    /// <summary>Whether it is still open.</summary>
    public bool IsOpen => Client.IsOpen && ReferenceEquals(Client.File.Files.Find(Descriptor), File);

    /// <summary>Bytes of a shared buffer.</summary>
    public ulong? Size => (File as DmaBuf)?.Size;

    /// <summary>Events of an eventfd since they were last read.</summary>
    public ulong? Count => (File as EventFd)?.Count;

    /// <summary>Whether the fence of a sync file is signalled.</summary>
    public bool? IsSignaled => (File as SyncFile)?.Fence.IsSignaled();

    internal IOpenFile File { get; }

    /// <inheritdoc/>
    public override string ToString() => $"descriptor {Descriptor} ({Kind}) of {Client}";

    internal static IEnumerable<GpuDescriptor> Of(GpuClient client)
    {
        foreach ((int descriptor, IOpenFile file) in client.File.Files.Entries)
        {
            yield return new GpuDescriptor(client, descriptor, file);
        }
    }
}
