using System;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>
/// The typed events of a machine: a ring that keeps the last ones, and a running hash over all of them. Two runs with
/// the
/// same hash did the same.
/// </summary>
public sealed class EventLog : ICheckpointed
{
    private readonly Simulation _simulation;
    private readonly AppendStore<EventRecord> _store = new();
    private readonly int _capacity;
    private ulong _hash = 0x243F6A8885A308D3UL;

    internal EventLog(Simulation simulation, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 16);
        _simulation = simulation;
        _capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity);
    }

    private EventRecord[] Ring => _store.Items;

    /// <summary>How many events there were.</summary>
    public long Total { get; private set; }

    /// <summary>How many events are kept.</summary>
    public int Count => (int)Math.Min(Total, Ring.Length);

    /// <summary>The hash over all events and task switches so far.</summary>
    public ulong Hash => _hash;

    /// <summary>Called with every event, in the context in which it happens.</summary>
    public Action<EventRecord>? Listener { get; set; }

    /// <summary>Whether task switches are kept as events; the hash covers them anyway.</summary>
    public bool RecordSwitches { get; set; }

    /// <summary>Records an event.</summary>
    public void Record(EventId id, ulong a = 0, ulong b = 0, ulong c = 0, ulong d = 0)
    {
        ArgumentNullException.ThrowIfNull(id);
        long now = _simulation.Now.Nanoseconds;
        int task = _simulation.Context.Id;
        unchecked
        {
            ulong x = _hash ^ (id.Hash + (ulong)now);
            x = (x ^ (x >> 29)) * 0xBF58476D1CE4E5B9UL;
            x ^= a + ((ulong)(uint)task << 48) + (b * 0x9E3779B97F4A7C15UL);
            x = (x ^ (x >> 31)) * 0x94D049BB133111EBUL;
            x ^= (c * 0xC2B2AE3D27D4EB4FUL) + (d * 0x165667B19E3779F9UL);
            _hash = (x ^ (x >> 32)) * 0x9E3779B97F4A7C15UL;
        }

        if (Total >= Ring.Length && Ring.Length < _capacity)
        {
            Array.Resize(ref _store.Items, Math.Min(_capacity, Math.Max(32, Ring.Length * 2)));
        }

        ref EventRecord slot = ref Ring[Total & (Ring.Length - 1)];
        slot = new EventRecord(new VirtualTime(now), task, id, a, b, c, d);
        Total++;
        Listener?.Invoke(slot);
    }

    /// <summary>The last events, the oldest first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<EventRecord> Last(int count)
    {
        int n = Math.Min(count, Count);
        EventRecord[] records = new EventRecord[n];
        for (int i = 0; i < n; i++)
        {
            records[i] = Ring[(Total - n + i) % Ring.Length];
        }

        return records;
    }

    /// <inheritdoc/>
    object? ICheckpointed.SaveState() => _store.Save();

    // A ring that is as long as it may get begins again from its start.
    void ICheckpointed.RestoreState(object? saved) =>
        _store.Restore(saved, Total > Ring.Length || ((EventRecord[])saved!).Length == _capacity);

    internal void RecordSwitch(SimTask task)
    {
        unchecked
        {
            _hash = (_hash ^ (ulong)task.Id ^ ((ulong)_simulation.Now.Nanoseconds << 20)) * 0x9E3779B97F4A7C15UL;
            _hash ^= _hash >> 32;
        }

        if (RecordSwitches)
        {
            Record(KernelEvents.TaskSwitch, (ulong)task.Id);
        }
    }
}
