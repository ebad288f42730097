using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Gem;

namespace PanthorPS;

/// <summary>A shared buffer: what an exported file descriptor stands for. All properties are live.</summary>
public sealed class GpuDmaBuf
{
    internal GpuDmaBuf(GpuClient client, int descriptor, DmaBuf engine)
    {
        Client = client;
        Descriptor = descriptor;
        Engine = engine;
    }

    /// <summary>The file descriptor in the client that exported it.</summary>
    public int Descriptor { get; }

    /// <summary>Name of the exporter.</summary>
    public string Exporter => Engine.Exporter;

    /// <summary>Bytes.</summary>
    public ulong Size => Engine.Size;

    /// <summary>References held: by file descriptors, handles and importers.</summary>
    public int References => Engine.ReferenceCount;

    /// <summary>The devices that use it; the GPU among them if a client has imported it from another exporter.</summary>
    public IReadOnlyList<string> Devices => Engine.Attachments.Select(attachment => attachment.Device.Name).ToArray();

    /// <summary>The client that exported it; its file descriptor is open as long as the client.</summary>
    public GpuClient Client { get; }

    internal bool IsHeld => References != 0 && Client.Device.Has(this);

    internal DmaBuf Engine { get; }

    /// <inheritdoc/>
    public override string ToString() => $"shared buffer of {GpuFormat.Size(Size)} from {Exporter}";
}
