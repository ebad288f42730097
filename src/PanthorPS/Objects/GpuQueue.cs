using Panthor.Driver.Scheduling;

namespace PanthorPS;

/// <summary>A queue of a group: a ring buffer that a command stream reads. All properties are live.</summary>
public sealed class GpuQueue
{
    internal GpuQueue(GpuGroup group, PanthorQueue engine)
    {
        Group = group;
        Engine = engine;
    }

    /// <summary>The group.</summary>
    public GpuGroup Group { get; }

    /// <summary>Its number in the group, from 0.</summary>
    public int Index => Engine.Index;

    /// <summary>Its priority in the group, 0 to 15; 15 goes first.</summary>
    public int Priority => Engine.Priority;

    /// <summary>What it is at, as the driver last heard.</summary>
    public GpuQueueState State => (Group.Engine.FatalQueues >> Index & 1) != 0 ? GpuQueueState.Fatal
        : Engine.IsBlocked ? GpuQueueState.Blocked
        : Engine.IsIdle ? GpuQueueState.Idle
        : GpuQueueState.Busy;

    /// <summary>Bytes of its ring buffer.</summary>
    public ulong RingBufferSize => IsAlive ? Engine.RingbufSize : 0;

    /// <summary>GPU address of its ring buffer.</summary>
    public ulong RingBufferAddress => IsAlive ? Engine.RingbufAddress : 0;

    /// <summary>How many bytes the driver ever wrote to the ring buffer.</summary>
    public ulong Insert => IsAlive ? Engine.Insert : 0;

    /// <summary>How many bytes of it the firmware is done with, as it last wrote.</summary>
    public ulong Extract => IsAlive ? Engine.Extract : 0;

    /// <summary>The doorbell that wakes it up; -1 while its group is on no slot.</summary>
    public int Doorbell => Engine.DoorbellId;

    /// <summary>Jobs that wait for something else, or for room in the ring buffer.</summary>
    public int QueuedJobs => IsAlive ? Engine.QueuedCount : 0;

    /// <summary>Jobs that are in the ring buffer and not known to be done.</summary>
    public int InFlightJobs => Engine.InFlightCount;

    /// <summary>How many jobs were written to the ring buffer so far.</summary>
    public ulong LastSequenceNumber => Engine.LastSeqno;

    /// <summary>How many of them the GPU has signalled.</summary>
    public ulong CompletedSequenceNumber => IsAlive ? Engine.CompletedSeqno : 0;

    /// <summary>True if its timeout is held, as it could not make any progress.</summary>
    public bool IsTimeoutSuspended => Engine.IsTimeoutSuspended;

    internal PanthorQueue Engine { get; }

    private bool IsAlive => !Group.IsFreed;

    /// <inheritdoc/>
    public override string ToString() => $"queue {Index} of {Group}";
}
