using System;
using Panthor.Driver.Sync;

namespace PanthorPS;

/// <summary>
/// A synchronisation object of a client: it holds the fence of the work that signals it, or a timeline of such points.
/// All properties are live.
/// </summary>
public sealed class GpuSyncObject
{
    private readonly GpuClient? _client;
    private readonly DrmSyncobj? _engine;
    private readonly bool _isTimeline;

    internal GpuSyncObject(GpuClient client, uint handle, DrmSyncobj engine, bool isTimeline)
    {
        _client = client;
        _engine = engine;
        _isTimeline = isTimeline;
        Handle = handle;
    }

    private GpuSyncObject(uint handle)
    {
        Handle = handle;
    }

    /// <summary>The client's handle, from 1.</summary>
    public uint Handle { get; }

    /// <summary>True if it counts points; false if it is signalled or not.</summary>
    public bool IsTimeline => _isTimeline || (!IsClosed && Engine.Query(lastSubmitted: true) != 0);

    /// <summary>True if it has a fence, and all that was submitted to it is done.</summary>
    public bool IsSignaled
    {
        get
        {
            DmaFence? fence = IsClosed ? null : Engine.GetFence();
            bool isSignaled = fence?.IsSignaled() ?? false;
            fence?.Put();
            return isSignaled;
        }
    }

    /// <summary>The last point of the timeline that is signalled; 0 if none is, and for a binary object.</summary>
    public ulong Point => IsClosed ? 0 : Engine.Query(lastSubmitted: false);

    /// <summary>The last point of the timeline that was submitted, signalled or not.</summary>
    public ulong LastSubmittedPoint => IsClosed ? 0 : Engine.Query(lastSubmitted: true);

    /// <summary>The client.</summary>
    public GpuClient Client => _client ?? throw new InvalidOperationException("This is only a reference.");

    internal DrmSyncobj Engine => _engine ?? throw new InvalidOperationException("This is only a reference.");

    internal bool IsReference => _engine is null;

    internal bool IsClosed => !ReferenceEquals(Client.FindSyncObject(Handle), this);

    /// <summary>A point of the timeline, to wait for or to signal.</summary>
    /// <param name="point">The point, from 1.</param>
    public GpuSyncPoint At(ulong point) => new(this, point);

    /// <inheritdoc/>
    public override string ToString() => $"sync object {Handle}";

    internal static GpuSyncObject Reference(uint handle) => new(handle);
}
