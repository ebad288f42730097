using System.Collections.Generic;
using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <summary>
/// Queues that the firmware runs together on one slot, in one address space (<c>struct panthor_group</c>).
/// </summary>
public sealed partial class PanthorGroup
{
    /// <summary>Not on a slot.</summary>
    public const int NoSlot = -1;

    internal readonly GroupLink RunNode;
    internal readonly GroupLink WaitNode;
    internal readonly LinkedListNode<PanthorGroup> Node;
    private readonly PanthorQueue?[] _queues;

    /// <summary>The device.</summary>
    public PanthorDevice Device { get; }

    /// <summary>Number of the group on its device, from 1; for events and reports.</summary>
    public int Id { get; }

    /// <summary>The handle in its client; 0 before it has one.</summary>
    public uint Handle { get; internal set; }

    /// <summary>The VM of all its queues.</summary>
    public PanthorVm Vm { get; private set; } = null!;

    /// <summary>Its priority.</summary>
    public PanthorCsgPriority Priority { get; }

    /// <summary>Shader cores for compute work, a bit each.</summary>
    public ulong ComputeCoreMask { get; }

    /// <summary>Shader cores for fragment work, a bit each.</summary>
    public ulong FragmentCoreMask { get; }

    /// <summary>Tilers, a bit each.</summary>
    public ulong TilerCoreMask { get; }

    /// <summary>How many of the cores compute work may have at a time.</summary>
    public byte MaxComputeCores { get; }

    /// <summary>How many of the cores fragment work may have at a time.</summary>
    public byte MaxFragmentCores { get; }

    /// <summary>How many tilers it may have at a time.</summary>
    public byte MaxTilerCores { get; }

    /// <summary>How far the firmware is with it.</summary>
    public PanthorGroupState State { get; internal set; } = PanthorGroupState.Created;

    /// <summary>The slot that it is on, or <see cref="NoSlot"/>.</summary>
    public int CsgId { get; internal set; } = NoSlot;

    /// <summary>How many queues it has.</summary>
    public int QueueCount { get; private set; }

    /// <summary>Its queues.</summary>
    public IReadOnlyList<PanthorQueue> Queues
    {
        get
        {
            List<PanthorQueue> queues = new(QueueCount);
            for (int i = 0; i < QueueCount; i++)
            {
                if (_queues[i] is { } queue)
                    queues.Add(queue);
            }

            return queues;
        }
    }

    /// <summary>Queues that wait for a synchronization object, a bit each, as the driver last heard.</summary>
    public uint BlockedQueues { get; internal set; }

    /// <summary>Queues that have nothing to do, a bit each, as the driver last heard.</summary>
    public uint IdleQueues { get; internal set; }

    /// <summary>Queues that met a fault that they cannot go on after, a bit each.</summary>
    public uint FatalQueues { get; internal set; }

    /// <summary>Queues whose tiler heap is full and that nobody looked after yet, a bit each.</summary>
    public uint TilerOom { get; private set; }

    /// <summary>The client destroyed it: it ends as soon as nobody holds it any more.</summary>
    public bool Destroyed { get; internal set; }

    /// <summary>A queue, or its suspension, took too long: it runs no more.</summary>
    public bool TimedOut { get; internal set; }

    /// <summary>It was killed because the firmware was in a bad state that others brought about.</summary>
    public bool Innocent { get; internal set; }

    /// <summary>Its creation is complete: lookups may find it (<c>GROUP_REGISTERED</c>).</summary>
    public bool IsRegistered { get; internal set; }

    /// <summary>No queue has anything that it could do now (<c>group_is_idle()</c>).</summary>
    public bool IsIdle => BitOperations.PopCount(IdleQueues | BlockedQueues) == QueueCount;

    /// <summary>It may be put on a slot (<c>group_can_run()</c>).</summary>
    public bool CanRun => State is not (PanthorGroupState.Terminated or PanthorGroupState.Unknown)
        && !Destroyed && FatalQueues == 0 && !TimedOut;

    /// <summary>Number of the client thread that created it.</summary>
    public int Pid { get; private set; }

    /// <summary>Name of the client thread that created it.</summary>
    public string Comm { get; private set; } = "";

    /// <summary>Bytes of the kernel's own buffers that it holds (<c>fdinfo.kbo_sizes</c>).</summary>
    public ulong KboSizes { get; private set; }

    /// <summary>References that are held (<c>refcount</c>).</summary>
    public int ReferenceCount => _references.Count;

    /// <summary>Where the firmware keeps its state while it is off its slot.</summary>
    internal PanthorKernelBo? SuspendBuf { get; private set; }

    /// <summary>The same for protected mode.</summary>
    internal PanthorKernelBo? ProtmSuspendBuf { get; private set; }

    /// <summary>The synchronization objects of the queues, one after the other.</summary>
    internal PanthorKernelBo Syncobjs { get; private set; } = null!;

    internal PanthorScheduler Scheduler => Device.Scheduler;

    private Simulation Sim => Device.Simulation;

    /// <inheritdoc/>
    public override string ToString() => $"panthor_group#{Id}";

    /// <summary>A queue, which may be missing while the group is built.</summary>
    internal PanthorQueue? Queue(int index) => _queues[index];
}
