using System.Collections.Generic;
using System.Numerics;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>What streams leave to others: flushes of the caches, and jobs on shader cores and tilers.</summary>
/// <remarks>
/// A job takes one unit, a shader core or a tiler, for its time; units that the group may use (allow_*), as many at a
/// time as it asked for (endpoint_req), those that CFG_ALLOC_EN enabled. Of the jobs that wait, the one of the highest
/// group priority comes first, of those of one group that of the stream with the highest priority (CS_CONFIG), among
/// equals the oldest; a job that runs is not interrupted. Exclusive use
/// (CSG_EP_REQ_EXCL_*) keeps other groups' jobs of that kind out while one runs.
/// </remarks>
internal sealed class EndpointPool(CsfFirmware firmware)
{
    private const CsResources OnTiler = CsResources.Tiler | CsResources.Idvs;
    private const int ExclusiveComputeBit = 20;
    private const int ExclusiveFragmentBit = 21;

    private readonly List<EndpointOperation> _operations = [];
    private readonly Stack<EndpointOperation> _idle = new();
    private ulong _busyCores;
    private ulong _busyTilers;

    public CsfFirmware Firmware => firmware;

    /// <summary>Power of the units.</summary>
    public EndpointPower Power { get; } = new(firmware);

    /// <summary>No job gets any further until the GPU is reset (fault point Unrecoverable).</summary>
    public bool IsStuck { get; private set; }

    /// <summary>A group may use endpoints of these kinds at all.</summary>
    public bool CanServe(GroupSlot group, CsResources resources)
    {
        bool compute = (resources & (CsResources.Compute | CsResources.RayTracing)) == 0
            || UnitsFor(group, CsResources.Compute) != 0;
        bool fragment = (resources & CsResources.Fragment) == 0 || UnitsFor(group, CsResources.Fragment) != 0;
        bool tiler = (resources & OnTiler) == 0 || UnitsFor(group, CsResources.Tiler) != 0;
        return compute && fragment && tiler;
    }

    /// <summary>A stream has started an operation.</summary>
    public void Begin(GroupSlot group, CsOperation operation)
    {
        EndpointOperation entry = _idle.Count != 0 ? _idle.Pop() : new EndpointOperation(this);
        entry.Begin(group, operation);
        _operations.Add(entry);
        entry.Schedule(operation.IsFlush ? operation.Issued + operation.Latency : operation.Issued);
    }

    /// <summary>A job that was out of memory can go on.</summary>
    public void Continue(CsOperation operation)
    {
        foreach (EndpointOperation entry in _operations)
        {
            if (ReferenceEquals(entry.Operation, operation))
                entry.Schedule(Duration.Zero);
        }
    }

    /// <summary>A locked region has gone or changed: stalled jobs try again.</summary>
    /// <param name="space">In this address space; null for all.</param>
    public void Retry(int? space)
    {
        foreach (EndpointOperation entry in _operations)
        {
            if (entry.IsStalled && (space is null || entry.Group.Space?.Index == space))
                entry.Schedule(Duration.Zero);
        }
    }

    /// <summary>A group leaves its slot: its operations are given up.</summary>
    public void Remove(GroupSlot group) => RemoveAll(group, null);

    /// <summary>A stream is stopped: its operations are given up.</summary>
    public void Remove(StreamSlot stream) => RemoveAll(null, stream);

    /// <summary>Everything is given up.</summary>
    public void Drop()
    {
        RemoveAll(null, null);
        Power.Drop();
    }

    /// <summary>The GPU was reset; nothing is under way any more.</summary>
    public void Reset() => IsStuck = false;

    /// <summary>Endpoints in use by a group, in the form of endpoint_req.</summary>
    public uint InUse(GroupSlot group)
    {
        uint compute = Running(group, CsResources.Compute);
        uint fragment = Running(group, CsResources.Fragment);
        return compute | (fragment << 8) | (Running(group, CsResources.Tiler) << 16);
    }

    /// <summary>The time of an operation has come.</summary>
    internal void Step(EndpointOperation entry)
    {
        CsOperation operation = entry.Operation;
        if (operation.IsCancelled)
        {
            Release(entry);
            Dispatch();
        }
        else if (operation.IsFlush)
        {
            firmware.Gpu.CountFlush();
            End(entry, CsOperationResult.Ok);
        }
        else if (entry.EndsUnrecoverably)
        {
            EndUnrecoverably(entry);
        }
        else if (entry.Unit < 0)
        {
            entry.IsQueued = true;
            Dispatch();
        }
        else if (!IsStuck)
        {
            Advance(entry);
        }
    }

    /// <summary>Gives free units to the jobs that wait.</summary>
    public void Dispatch()
    {
        while (!IsStuck && PickNext() is { } entry)
        {
            CsResources kind = KindOf(entry.Operation);
            ulong units = FreeUnitsFor(entry.Group, kind);
            entry.Unit = BitOperations.TrailingZeroCount(units);
            entry.IsQueued = false;
            if (kind == CsResources.Tiler)
                _busyTilers |= 1UL << entry.Unit;
            else
                _busyCores |= 1UL << entry.Unit;

            Power.Keep();
            firmware.Simulation.Events.Record(
                HardwareEvents.JobStarted,
                (ulong)entry.Group.Index,
                (ulong)entry.Operation.Stream.Index,
                (ulong)entry.Operation.Endpoint,
                (ulong)entry.Unit);
            entry.Group.CountJob(1);

            // Not at once: the caller may be in the middle of a stream's work.
            entry.Schedule(Duration.Zero);
            IsStuck = firmware.Simulation.Faults.ShouldFail(HardwareFaultPoints.Unrecoverable, entry.Group.Subject);
            entry.EndsUnrecoverably = IsStuck;
        }
    }

    private void EndUnrecoverably(EndpointOperation entry)
    {
        GroupSlot group = entry.Group;
        CommandStream stream = entry.Operation.Stream;
        firmware.Simulation.Events.Record(HardwareEvents.EndpointsStuck, (ulong)group.Index, (ulong)stream.Index);
        stream.EndUnrecoverably();
        group.Streams[stream.Index].OnOperation(wakes: false);
    }

    private void Advance(EndpointOperation entry)
    {
        CsOperation operation = entry.Operation;
        CsResources kind = KindOf(operation);

        // A change of power has stalled jobs tried again.
        entry.IsStalled = !Power.IsOn(kind == CsResources.Tiler, entry.Unit, UnitsFor(entry.Group, kind));
        if (entry.IsStalled)
            return;

        CsOperationStep step = operation.Advance(out Duration wait);
        switch (step)
        {
            case CsOperationStep.Working:
                entry.Group.CountJob(0);
                entry.Schedule(wait);
                break;
            case CsOperationStep.Stalled:
                entry.IsStalled = true;
                break;
            case CsOperationStep.OutOfMemory:
                entry.Group.Streams[operation.Stream.Index].OnOperation(wakes: false);
                break;
            default:
                End(entry, operation.Result);
                break;
        }
    }

    private void End(EndpointOperation entry, in CsOperationResult result)
    {
        GroupSlot group = entry.Group;
        CsOperation operation = entry.Operation;
        CommandStream stream = operation.Stream;
        if (!operation.IsFlush)
        {
            firmware.Simulation.Events.Record(
                HardwareEvents.JobEnded,
                (ulong)group.Index,
                (ulong)stream.Index,
                (ulong)operation.Endpoint,
                (ulong)result.Exception);
        }

        Release(entry);
        bool wakes = stream.Complete(operation, result);
        group.Streams[stream.Index].OnOperation(wakes);
        Dispatch();
    }

    private void Release(EndpointOperation entry)
    {
        if (entry.Unit >= 0)
        {
            ulong bit = 1UL << entry.Unit;
            if (KindOf(entry.Operation) == CsResources.Tiler)
                _busyTilers &= ~bit;
            else
                _busyCores &= ~bit;

            entry.Group.CountJob(-1);
            if ((_busyCores | _busyTilers) == 0)
                Power.Release();
        }

        _operations.Remove(entry);
        entry.End();
        _idle.Push(entry);
    }

    private void RemoveAll(GroupSlot? group, StreamSlot? stream)
    {
        for (int index = _operations.Count - 1; index >= 0; index--)
        {
            EndpointOperation entry = _operations[index];
            if ((group is null || entry.Group == group)
                && (stream is null || entry.Operation.Stream == stream.Stream))
            {
                Release(entry);
            }
        }

        if (group is not null || stream is not null)
            Dispatch();
    }

    private EndpointOperation? PickNext()
    {
        EndpointOperation? best = null;
        foreach (EndpointOperation entry in _operations)
        {
            if (entry.IsQueued
                && (best is null || GoesBefore(entry, best))
                && FreeUnitsFor(entry.Group, KindOf(entry.Operation)) != 0)
            {
                best = entry;
            }
        }

        return best;
    }

    private static bool GoesBefore(EndpointOperation entry, EndpointOperation older) => entry.Group == older.Group
        ? entry.StreamPriority > older.StreamPriority
        : entry.Group.Priority > older.Group.Priority;

    private ulong FreeUnitsFor(GroupSlot group, CsResources kind)
    {
        uint limit = LimitOf(group, kind);
        if (Running(group, kind) >= limit || IsKeptOut(group, kind))
            return 0;

        return UnitsFor(group, kind) & ~(kind == CsResources.Tiler ? _busyTilers : _busyCores);
    }

    private ulong UnitsFor(GroupSlot group, CsResources kind)
    {
        if (LimitOf(group, kind) == 0)
            return 0;

        return kind switch
        {
            CsResources.Compute => group.AllowCompute & firmware.EnabledCores,
            CsResources.Fragment => group.AllowFragment & firmware.EnabledCores,
            _ => group.AllowOther & firmware.Model.TilerPresent,
        };
    }

    private bool IsKeptOut(GroupSlot group, CsResources kind)
    {
        int bit = kind == CsResources.Compute ? ExclusiveComputeBit : ExclusiveFragmentBit;
        if (kind == CsResources.Tiler)
            return false;

        foreach (EndpointOperation entry in _operations)
        {
            bool exclusive = ((group.EndpointRequest | entry.Group.EndpointRequest) >> bit & 1) != 0;
            if (entry.Unit >= 0 && entry.Group != group && exclusive && KindOf(entry.Operation) == kind)
                return true;
        }

        return false;
    }

    private uint Running(GroupSlot group, CsResources kind)
    {
        uint running = 0;
        foreach (EndpointOperation entry in _operations)
        {
            if (entry.Unit >= 0 && entry.Group == group && KindOf(entry.Operation) == kind)
                running++;
        }

        return running;
    }

    private static uint LimitOf(GroupSlot group, CsResources kind) => kind switch
    {
        CsResources.Compute => (uint)group.EndpointRequest & 0xff,
        CsResources.Fragment => (uint)(group.EndpointRequest >> 8) & 0xff,
        _ => (uint)(group.EndpointRequest >> 16) & 0xf,
    };

    private static CsResources KindOf(CsOperation operation)
    {
        if ((operation.Endpoint & OnTiler) != 0)
            return CsResources.Tiler;

        return operation.Endpoint == CsResources.Fragment ? CsResources.Fragment : CsResources.Compute;
    }
}
