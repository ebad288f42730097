using System;
using System.Collections.Generic;
using Panthor.Driver.Gem;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi.User;

namespace PanthorPS;

/// <summary>A file descriptor of a client's process. What is not of its kind is null. All properties are live.</summary>
public sealed class GpuDescriptor
{
    private readonly GpuClient? _client;
    private readonly IOpenFile? _file;

    internal GpuDescriptor(GpuClient client, int descriptor, IOpenFile file)
    {
        _client = client;
        Descriptor = descriptor;
        _file = file;
    }

    private GpuDescriptor(int descriptor)
    {
        Descriptor = descriptor;
    }

    /// <summary>The client.</summary>
    public GpuClient Client => _client ?? throw new InvalidOperationException("This is only a reference.");

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

    internal IOpenFile File => _file ?? throw new InvalidOperationException("This is only a reference.");

    internal bool IsReference => _file is null;

    /// <inheritdoc/>
    public override string ToString() => IsReference
        ? $"descriptor {Descriptor}"
        : $"descriptor {Descriptor} ({Kind}) of {Client}";

    internal static GpuDescriptor Reference(int descriptor) => new(descriptor);

    internal static IEnumerable<GpuDescriptor> Of(GpuClient client)
    {
        foreach ((int descriptor, IOpenFile file) in client.File.Files.Entries)
        {
            yield return new GpuDescriptor(client, descriptor, file);
        }
    }
}
