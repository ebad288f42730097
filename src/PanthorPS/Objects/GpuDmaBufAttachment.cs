using Panthor.Driver.Gem;

namespace PanthorPS;

/// <summary>The use of a shared buffer by a device that is not the GPU. All properties are live.</summary>
public sealed class GpuDmaBufAttachment
{
    internal GpuDmaBufAttachment(GpuDmaBuf dmaBuf, DmaBufAttachment engine)
    {
        DmaBuf = dmaBuf;
        Engine = engine;
    }

    /// <summary>The device.</summary>
    public string Name => Engine.Device.Name;

    /// <summary>The shared buffer.</summary>
    public GpuDmaBuf DmaBuf { get; }

    /// <summary>Bytes.</summary>
    public ulong Size => DmaBuf.Size;

    /// <summary>Whether the device sees what the CPU's caches hold.</summary>
    public bool IsCoherent => Engine.Device.IsCoherent;

    /// <summary>False once it was disconnected.</summary>
    public bool IsAttached => Engine.IsAttached;

    /// <summary>Runs of contiguous memory that the device sees; 0 once it was disconnected.</summary>
    public int Segments => Engine.Segments.Length;

    internal DmaBufAttachment Engine { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} at the {DmaBuf}";
}
