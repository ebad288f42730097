using Panthor.Driver.Device;
using Panthor.Driver.Patches;

namespace Panthor.Driver.Uapi;

/// <summary>Which patches of their history the requests of clients have.</summary>
internal sealed class DrmPatches(PanthorDevice device)
{
    /// <summary><see cref="UapiPatches.BoCreateUnlock"/>.</summary>
    public bool LeavesBoCreate { get; } = device.Has(UapiPatches.BoCreateUnlock);

    /// <summary><see cref="UapiPatches.BoOffsetAlignment"/>.</summary>
    public bool ChecksBoOffset { get; } = device.Has(UapiPatches.BoOffsetAlignment);

    /// <summary><see cref="UapiPatches.EmptyArrayStride"/>.</summary>
    public bool IgnoresStrideOfNothing { get; } = device.Has(UapiPatches.EmptyArrayStride);

    /// <summary><see cref="UapiPatches.HeapChunkLimits"/>.</summary>
    public bool ComparesChunkCounts { get; } = device.Has(UapiPatches.HeapChunkLimits);

    /// <summary><see cref="UapiPatches.NoMmapOffset"/>.</summary>
    public bool HidesOffsetsOfNoMmap { get; } = device.Has(UapiPatches.NoMmapOffset);

    /// <summary><see cref="UapiPatches.PublishBoLast"/>.</summary>
    public bool PublishesBosLast { get; } = device.Has(UapiPatches.PublishBoLast);
}
