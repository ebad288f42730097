using System.Collections.Generic;
using Panthor.Driver.Firmware;
using Panthor.Driver.Gem;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Sync;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <summary>
/// A command stream of a group with its ring buffer, its scheduler and its timeout (<c>struct panthor_queue</c>).
/// </summary>
public sealed partial class PanthorQueue
{
    /// <summary>Highest priority of a queue in its group (<c>CSF_MAX_QUEUE_PRIO</c>).</summary>
    public const byte MaxPriority = 15;

    /// <summary>How long a queue may do without any progress (<c>JOB_TIMEOUT_MS</c>), in milliseconds.</summary>
    public const ulong JobTimeoutMs = 5000;

    private readonly LinkedList<PanthorJob> _inFlightJobs = new();
    private readonly LinkedList<PanthorJob> _doneJobs = new();
    private DmaFence? _lastFence;
    private uint _profilingSeqno;

    private PanthorQueue(PanthorGroup group, int index, byte priority)
    {
        Group = group;
        Index = index;
        Priority = priority;
        FenceCtx = new DmaFenceContext(
            group.Device.Fences, "panthor", "queue-fence", SchedulingLockClasses.FenceCtxLock);
        _timeoutWork = new DelayedWork(Sim, "queue_timeout_work", TimeoutAsync);
    }

    /// <summary>Its group.</summary>
    public PanthorGroup Group { get; }

    /// <summary>Its place in the group.</summary>
    public int Index { get; }

    /// <summary>Its priority in the group, 0 to 15; 15 goes first.</summary>
    public byte Priority { get; }

    /// <summary>The name of its timeline: "panthor-queue-1-1-0".</summary>
    public string Name { get; private set; } = "";

    /// <summary>The doorbell that wakes it up; -1 while its group is on no slot.</summary>
    public int DoorbellId { get; internal set; } = -1;

    /// <summary>Bytes of its ring buffer.</summary>
    public ulong RingbufSize => Ringbuf.Size;

    /// <summary>GPU address of its ring buffer.</summary>
    public ulong RingbufAddress => Ringbuf.GpuVa;

    /// <summary>How many bytes were ever written to the ring buffer.</summary>
    public ulong Insert => Iface.Input.Insert;

    /// <summary>How many bytes of the ring buffer the firmware is done with, as it last wrote.</summary>
    public ulong Extract => Iface.Output.Extract;

    /// <summary>Jobs that are in the ring buffer and not known to be done.</summary>
    public int InFlightCount => _inFlightJobs.Count;

    /// <summary>Jobs that wait for something else, or for room in the ring buffer.</summary>
    public int QueuedCount => Entity?.QueuedCount ?? 0;

    /// <summary>Number of the last job that was written to the ring buffer; 0 before the first.</summary>
    public ulong LastSeqno => FenceCtx.LastSeqno;

    /// <summary>Number of the last job that the GPU has signalled, as it lies in memory.</summary>
    public ulong CompletedSeqno =>
        Group.Syncobjs.Map!.Read64(((ulong)Index * Syncobj64.Size) + Syncobj64.Seqno);

    /// <summary>Whether the queue's bit is set in <see cref="PanthorGroup.BlockedQueues"/>.</summary>
    public bool IsBlocked => (Group.BlockedQueues & Mask) != 0;

    /// <summary>Whether the queue's bit is set in <see cref="PanthorGroup.IdleQueues"/>.</summary>
    public bool IsIdle => (Group.IdleQueues & Mask) != 0;

    /// <summary>Its bit in the masks of its group.</summary>
    internal uint Mask => 1u << Index;

    /// <summary>Lock and numbers of its fences (<c>fence_ctx</c>).</summary>
    internal DmaFenceContext FenceCtx { get; }

    /// <summary>Hands its jobs out as dependencies and room allow.</summary>
    internal DrmGpuScheduler? Sched { get; private set; }

    /// <summary>Keeps its jobs in order.</summary>
    internal DrmSchedEntity? Entity { get; private set; }

    /// <summary>The ring buffer.</summary>
    internal PanthorKernelBo Ringbuf { get; private set; } = null!;

    /// <summary>The words by which driver and firmware tell each other how far they are.</summary>
    internal FwQueueIface Iface { get; private set; } = null!;

    /// <summary>The measures of profiled jobs.</summary>
    internal PanthorKernelBo ProfilingSlots { get; private set; } = null!;

    /// <summary>Jobs of which there can be measures at a time.</summary>
    internal uint ProfilingSlotCount { get; private set; }

    /// <summary>Bytes of the kernel's own buffers that it holds.</summary>
    internal ulong KboSizes => Ringbuf.Size + Iface.Mem.Size + ProfilingSlots.Size;

    private Simulation Sim => Group.Device.Simulation;

    /// <inheritdoc/>
    public override string ToString() => $"queue {Index} of {Group}";
}
