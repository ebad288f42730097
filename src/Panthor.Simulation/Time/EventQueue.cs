using System;

namespace Panthor.Kernel;

/// <summary>
/// Scheduled events in order of time, then of scheduling: a 4-ary heap with cancellation, free of allocation.
/// </summary>
internal struct EventQueue
{
    private struct Node
    {
        internal long Time;
        internal long Sequence;
        internal int Slot;
    }

    private struct Slot
    {
        internal ISimEvent? Target;
        internal ulong Data;
        internal int Position; // in the heap; for a free slot, the next free slot
        internal int Generation;
    }

    private Node[]? _heap;
    private Slot[]? _slots;
    private int _count;
    private int _freeSlot;
    private long _sequence;

    internal readonly int Count => _count;

    /// <summary>The time of the earliest event; only if there is one.</summary>
    internal readonly long NextTime => _heap![0].Time;

    internal EventHandle Add(long time, ISimEvent target, ulong data)
    {
        if (_heap is null || _count == _heap.Length)
        {
            Grow();
        }

        int slot = _freeSlot;
        ref Slot entry = ref _slots![slot];
        _freeSlot = entry.Position;
        entry.Target = target;
        entry.Data = data;
        entry.Generation++;
        SiftUp(_count++, new Node { Time = time, Sequence = _sequence++, Slot = slot });
        return new EventHandle(slot, entry.Generation);
    }

    internal ISimEvent Take(out ulong data)
    {
        int slot = _heap![0].Slot;
        ref Slot entry = ref _slots![slot];
        ISimEvent target = entry.Target!;
        data = entry.Data;
        RemoveAt(0);
        return target;
    }

    internal bool Cancel(EventHandle handle)
    {
        if (handle.Generation == 0 || _slots is null)
        {
            return false;
        }

        ref Slot entry = ref _slots[handle.Slot];
        if (entry.Generation != handle.Generation || entry.Target is null)
        {
            return false;
        }

        RemoveAt(entry.Position);
        return true;
    }

    internal readonly bool IsPending(EventHandle handle) =>
        handle.Generation != 0
        && _slots is not null
        && _slots[handle.Slot].Generation == handle.Generation
        && _slots[handle.Slot].Target is not null;

    private void RemoveAt(int position)
    {
        int slot = _heap![position].Slot;
        ref Slot entry = ref _slots![slot];
        entry.Target = null;
        entry.Position = _freeSlot;
        _freeSlot = slot;
        Node last = _heap[--_count];
        if (position == _count)
        {
            return;
        }

        if (position > 0 && Before(last, _heap[(position - 1) >> 2]))
        {
            SiftUp(position, last);
        }
        else
        {
            SiftDown(position, last);
        }
    }

    private readonly void SiftUp(int position, Node node)
    {
        Node[] heap = _heap!;
        while (position > 0)
        {
            int parent = (position - 1) >> 2;
            if (!Before(node, heap[parent]))
            {
                break;
            }

            Place(position, heap[parent]);
            position = parent;
        }

        Place(position, node);
    }

    private readonly void SiftDown(int position, Node node)
    {
        Node[] heap = _heap!;
        while (true)
        {
            int first = (position << 2) + 1;
            if (first >= _count)
            {
                break;
            }

            int best = first;
            int end = Math.Min(first + 4, _count);
            for (int child = first + 1; child < end; child++)
            {
                if (Before(heap[child], heap[best]))
                {
                    best = child;
                }
            }

            if (!Before(heap[best], node))
            {
                break;
            }

            Place(position, heap[best]);
            position = best;
        }

        Place(position, node);
    }

    private readonly void Place(int position, Node node)
    {
        _heap![position] = node;
        _slots![node.Slot].Position = position;
    }

    private static bool Before(in Node left, in Node right) =>
        left.Time < right.Time || (left.Time == right.Time && left.Sequence < right.Sequence);

    private void Grow()
    {
        int old = _heap?.Length ?? 0;
        int size = old == 0 ? 16 : old * 2;
        Array.Resize(ref _heap, size);
        Array.Resize(ref _slots, size);
        for (int i = old; i < size; i++)
        {
            _slots![i].Position = i + 1;
        }

        _freeSlot = old;
    }
}
