using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Panthor.Driver.Scheduling;

namespace PanthorPS;

/// <summary>Queues of a client that the firmware runs together on one slot. All properties are live.</summary>
public sealed class GpuGroup
{
    private const int JobsKept = 4096;

    private readonly List<GpuJob> _jobs = [];
    private readonly GpuClient? _client;
    private readonly GpuVm? _vm;
    private readonly PanthorGroup? _engine;
    private readonly GpuQueue[] _queues = [];

    internal GpuGroup(GpuClient client, GpuVm vm, PanthorGroup engine)
    {
        _client = client;
        _vm = vm;
        _engine = engine;
        Handle = engine.Handle;
        _queues = [.. engine.Queues.Select(queue => new GpuQueue(this, queue))];
    }

    private GpuGroup(uint handle)
    {
        Handle = handle;
    }

    /// <summary>The client's handle, from 1.</summary>
    public uint Handle { get; }

    /// <summary>Number of the group on its device, from 1, as events have it.</summary>
    public int Id => Engine.Id;

    /// <summary>The VM of all its queues.</summary>
    public GpuVm Vm => _vm ?? throw Reference();

    /// <summary>Its priority.</summary>
    public GpuGroupPriority Priority => (GpuGroupPriority)Engine.Priority;

    /// <summary>How far the firmware is with it.</summary>
    public GpuGroupState State => (GpuGroupState)Engine.State;

    /// <summary>The slot that it is on; -1 if none.</summary>
    public int Slot => Engine.CsgId;

    /// <summary>True if no queue has anything that it could do now.</summary>
    public bool IsIdle => Engine.IsIdle;

    /// <summary>True if a job, or taking it off its slot, took too long: it runs no more.</summary>
    public bool IsTimedOut => Engine.TimedOut;

    /// <summary>True if it was ended for what others did: the device was reset.</summary>
    public bool IsInnocent => Engine.Innocent;

    /// <summary>True if it may be put on a slot.</summary>
    public bool CanRun => Engine.CanRun;

    /// <summary>Numbers of the queues that met a fault that they cannot go on after.</summary>
    public IReadOnlyList<int> FatalQueues => NumbersOf(Engine.FatalQueues);

    /// <summary>Numbers of the queues that wait for a sync object, as the driver last heard.</summary>
    public IReadOnlyList<int> BlockedQueues => NumbersOf(Engine.BlockedQueues);

    /// <summary>Its queues.</summary>
    public IReadOnlyList<GpuQueue> Queues => _queues;

    /// <summary>True once the client destroyed it. It may be on its slot still.</summary>
    public bool IsDestroyed => Engine.Destroyed;

    /// <summary>True once nothing of it is left.</summary>
    public bool IsFreed => Engine.ReferenceCount == 0;

    /// <summary>Shader cores that compute jobs may use, a bit each.</summary>
    public ulong ComputeCoreMask => Engine.ComputeCoreMask;

    /// <summary>Shader cores that fragment jobs may use, a bit each.</summary>
    public ulong FragmentCoreMask => Engine.FragmentCoreMask;

    /// <summary>Tilers that it may use, a bit each.</summary>
    public ulong TilerCoreMask => Engine.TilerCoreMask;

    /// <summary>The client.</summary>
    public GpuClient Client => _client ?? throw Reference();

    internal PanthorGroup Engine => _engine ?? throw Reference();

    internal bool IsReference => _engine is null;

    /// <summary>The jobs that were submitted by command, the oldest first; of those that ended only the last.</summary>
    internal IReadOnlyList<GpuJob> Jobs => _jobs;

    /// <inheritdoc/>
    public override string ToString() => $"group {Handle}";

    internal static GpuGroup Reference(uint handle) => new(handle);

    internal void Add(GpuJob job)
    {
        if (_jobs.Count >= 2 * JobsKept)
        {
            int kept = 0;
            _jobs.RemoveAll(old => old.IsEnded && kept++ < JobsKept);
        }

        _jobs.Add(job);
    }

    private static InvalidOperationException Reference() => new("This is only a reference.");

    private static int[] NumbersOf(uint mask)
    {
        int[] numbers = new int[BitOperations.PopCount(mask)];
        for (int i = 0; i < numbers.Length; i++, mask &= mask - 1)
        {
            numbers[i] = BitOperations.TrailingZeroCount(mask);
        }

        return numbers;
    }
}
