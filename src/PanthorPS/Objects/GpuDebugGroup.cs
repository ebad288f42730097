using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Scheduling;

namespace PanthorPS;

/// <summary>A group as the scheduler sees it, whichever client has it. A snapshot.</summary>
public sealed class GpuDebugGroup
{
    internal GpuDebugGroup(PanthorGroup group)
    {
        Id = group.Id;
        Creator = $"{group.Comm}/{group.Pid}";
        Handle = group.Handle;
        Priority = group.Priority;
        State = group.State;
        Slot = group.CsgId;
        IdleQueues = group.IdleQueues;
        BlockedQueues = group.BlockedQueues;
        FatalQueues = group.FatalQueues;
        IsDestroyed = group.Destroyed;
        IsTimedOut = group.TimedOut;
        IsInnocent = group.Innocent;
        InFlight = group.Queues.Select(queue => queue.InFlightCount).ToArray();
        Queued = group.Queues.Select(queue => queue.QueuedCount).ToArray();
    }

    /// <summary>Number of the group on its device.</summary>
    public int Id { get; }

    /// <summary>Task that created it, with its number.</summary>
    public string Creator { get; }

    /// <summary>The handle in its client.</summary>
    public uint Handle { get; }

    /// <summary>Its priority.</summary>
    public PanthorCsgPriority Priority { get; }

    /// <summary>How far the firmware is with it.</summary>
    public PanthorGroupState State { get; }

    /// <summary>The slot that it is on, or −1.</summary>
    public int Slot { get; }

    /// <summary>Queues without anything to do, a bit each.</summary>
    public uint IdleQueues { get; }

    /// <summary>Queues that wait for a synchronisation object, a bit each.</summary>
    public uint BlockedQueues { get; }

    /// <summary>Queues that met a fatal fault, a bit each.</summary>
    public uint FatalQueues { get; }

    /// <summary>Whether its client destroyed it.</summary>
    public bool IsDestroyed { get; }

    /// <summary>Whether it took too long.</summary>
    public bool IsTimedOut { get; }

    /// <summary>Whether others brought its end about.</summary>
    public bool IsInnocent { get; }

    /// <summary>Jobs of each queue that are in its ring buffer.</summary>
    public IReadOnlyList<int> InFlight { get; }

    /// <summary>Jobs of each queue that wait for something.</summary>
    public IReadOnlyList<int> Queued { get; }
}
