using Panthor.Kernel;

namespace PanthorPS;

/// <summary>The state of a whole device at a moment, to go back to. It never changes.</summary>
[SharedAcrossRuns]
public sealed class GpuCheckpoint
{
    internal GpuCheckpoint(GpuDevice device, Checkpoint engine)
    {
        Device = device;
        Engine = engine;
    }

    /// <summary>The device.</summary>
    public GpuDevice Device { get; }

    /// <summary>When it was taken: virtual time since boot.</summary>
    public VirtualTime VirtualTime => Engine.Time;

    /// <summary>How many objects of the machine it keeps.</summary>
    public int Objects => Engine.Objects;

    /// <summary>Bytes of these objects; the memory of the machine comes on top.</summary>
    public long Size => Engine.Bytes;

    internal Checkpoint Engine { get; }

    /// <inheritdoc/>
    public override string ToString() => $"checkpoint of {Device} at {VirtualTime.ToString().Trim()} s";
}
