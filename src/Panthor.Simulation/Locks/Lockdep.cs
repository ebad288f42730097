using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Panthor.Kernel;

/// <summary>
/// The lock dependency checker: a graph over lock classes with an edge from each held class to each class taken under
/// it.
/// A cycle means that some interleaving deadlocks, whether it happened or not.
/// </summary>
internal sealed class Lockdep(Simulation simulation) : ICheckpointed
{
    private readonly record struct Edge(
        int From, int To, TaskName Task, VirtualTime Time, string HeldSite, string Site);

    private readonly List<(LockClass Class, int Subclass)> _classes = [];
    private readonly AppendStore<Edge> _edges = new();
    private int _edgeCount;
    private ulong[] _keys = new ulong[256];
    private int[] _values = new int[256];

    // A row of _stride words per class: the classes that were taken under it, and all that a chain of such leads to. The
    // second is what makes a new edge cheap: a cycle is one bit, and mostly nothing is to be added.
    private ulong[] _known = new ulong[2 * 128];
    private ulong[] _reached = new ulong[2 * 128];
    private int _stride = 2;

    /// <summary>The number of a class in this machine.</summary>
    internal int IndexOf(LockClass lockClass, int subclass)
    {
        ulong key = unchecked(lockClass.Hash + ((ulong)subclass * 0x9E3779B97F4A7C15UL)) | 1;
        for (int slot = (int)(key >> 33) & (_keys.Length - 1); ; slot = (slot + 1) & (_keys.Length - 1))
        {
            if (_keys[slot] == key)
            {
                return _values[slot];
            }

            if (_keys[slot] == 0)
            {
                return Insert(slot, key, lockClass, subclass);
            }
        }
    }

    /// <inheritdoc/>
    object? ICheckpointed.SaveState() => _edges.Save();

    /// <inheritdoc/>
    void ICheckpointed.RestoreState(object? saved) => _edges.Restore(saved, isOverwritten: false);

    /// <summary>A lock is about to be taken while others are held.</summary>
    internal void Check(SimTask context, KernelLock target, int classIndex, string site)
    {
        HeldLock[] held = context.Held;
        for (int i = context.HeldCount - 1; i >= 0; i--)
        {
            int from = held[i].ClassIndex;
            if ((_known[(from * _stride) + (classIndex >> 6)] & (1UL << classIndex)) == 0)
            {
                AddEdge(context, i, target, classIndex, site);
            }
        }
    }

    private int Insert(int slot, ulong key, LockClass lockClass, int subclass)
    {
        int index = _classes.Count;
        _classes.Add((lockClass, subclass));
        _keys[slot] = key;
        _values[slot] = index;
        if (_classes.Count * 2 > _keys.Length)
        {
            Rehash();
        }

        if (_classes.Count > _stride * 64)
        {
            Widen();
        }

        return index;
    }

    private string NameOf(int index)
    {
        (LockClass lockClass, int subclass) = _classes[index];
        return subclass == 0 ? lockClass.Name : $"{lockClass.Name}/{subclass}";
    }

    private void Rehash()
    {
        ulong[] keys = _keys;
        int[] values = _values;
        _keys = new ulong[keys.Length * 2];
        _values = new int[keys.Length * 2];
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] == 0)
            {
                continue;
            }

            int slot = (int)(keys[i] >> 33) & (_keys.Length - 1);
            while (_keys[slot] != 0)
            {
                slot = (slot + 1) & (_keys.Length - 1);
            }

            _keys[slot] = keys[i];
            _values[slot] = values[i];
        }
    }

    private void Widen()
    {
        int wider = _stride * 2;
        _known = Widened(_known, _stride, wider);
        _reached = Widened(_reached, _stride, wider);
        _stride = wider;
    }

    private static ulong[] Widened(ulong[] rows, int stride, int wider)
    {
        ulong[] widened = new ulong[wider * wider * 64];
        for (int row = 0; row < stride * 64; row++)
        {
            Array.Copy(rows, row * stride, widened, row * wider, stride);
        }

        return widened;
    }

    private bool Has(ulong[] rows, int from, int to) => (rows[(from * _stride) + (to >> 6)] & (1UL << to)) != 0;

    private void AddEdge(SimTask context, int heldIndex, KernelLock target, int to, string site)
    {
        HeldLock held = context.Held[heldIndex];
        int from = held.ClassIndex;
        _known[(from * _stride) + (to >> 6)] |= 1UL << to;
        _edges.Set(_edgeCount++, new Edge(from, to, TaskName.Of(context), simulation.Now, held.Site, site));
        if (from == to)
        {
            ReportRecursion(context, held, target, to, site);
            return;
        }

        if (Has(_reached, to, from))
        {
            List<int> path = [];
            FindPath(to, from, new bool[_classes.Count], path);
            ReportInversion(context, from, to, site, path);
        }

        Reach(from, to);
    }

    /// <summary>Whatever leads to one class now leads to another as well, and to all that this one leads to.</summary>
    private void Reach(int from, int to)
    {
        if (Has(_reached, from, to))
        {
            return;
        }

        ReadOnlySpan<ulong> beyond = _reached.AsSpan(to * _stride, _stride);
        for (int row = 0; row < _classes.Count; row++)
        {
            if (row != from && !Has(_reached, row, from))
            {
                continue;
            }

            Span<ulong> reached = _reached.AsSpan(row * _stride, _stride);
            for (int i = 0; i < reached.Length; i++)
            {
                reached[i] |= beyond[i];
            }

            reached[to >> 6] |= 1UL << to;
        }
    }

    /// <summary>Finds a chain of classes from one to another; the path holds both ends.</summary>
    private bool FindPath(int from, int to, bool[] seen, List<int> path)
    {
        path.Add(from);
        if (from == to)
        {
            return true;
        }

        seen[from] = true;
        for (int next = 0; next < _classes.Count; next++)
        {
            if (!seen[next] && next != from && Has(_known, from, next) && FindPath(next, to, seen, path))
            {
                return true;
            }
        }

        path.RemoveAt(path.Count - 1);
        return false;
    }

    private void ReportRecursion(SimTask context, HeldLock held, KernelLock target, int to, string site)
    {
        string which = ReferenceEquals(held.Lock, target) ? "the same lock" : "a lock of the same class";
        StringBuilder body = new();
        body.Append(CultureInfo.InvariantCulture, $"{context} is taking {target.Description} in {site},\n");
        body.Append(CultureInfo.InvariantCulture, $"but it already holds {which}, taken in {held.Site}.");
        simulation.Report(FindingKind.LockOrder, $"possible recursive locking detected: {NameOf(to)}", body.ToString());
    }

    private void ReportInversion(SimTask context, int from, int to, string site, List<int> path)
    {
        StringBuilder body = new();
        body.Append(CultureInfo.InvariantCulture, $"{context} is taking {NameOf(to)} in {site},\n");
        body.Append(CultureInfo.InvariantCulture, $"while it holds {NameOf(from)}:\n");
        AppendEdge(body, from, to);
        body.Append("\nthe other order is known already:");
        for (int i = 0; i + 1 < path.Count; i++)
        {
            body.Append('\n');
            AppendEdge(body, path[i], path[i + 1]);
        }

        if (path.Count == 2)
        {
            string a = NameOf(from);
            string b = NameOf(to);
            body.Append(CultureInfo.InvariantCulture, $"\nPossible deadlock: one task holds {a} and waits for {b},");
            body.Append(CultureInfo.InvariantCulture, $" another holds {b} and waits for {a}.");
        }

        simulation.Report(
            FindingKind.LockOrder,
            $"possible circular locking dependency detected: {NameOf(from)} -> {NameOf(to)}",
            body.ToString());
    }

    private void AppendEdge(StringBuilder body, int from, int to)
    {
        Edge edge = Array.Find(_edges.Items[.._edgeCount], edge => edge.From == from && edge.To == to);
        body.Append(CultureInfo.InvariantCulture, $"  {NameOf(from)} (in {edge.HeldSite}) -> ");
        body.Append(CultureInfo.InvariantCulture, $"{NameOf(to)} (in {edge.Site})");
        body.Append(CultureInfo.InvariantCulture, $", by {edge.Task}");
        body.Append(CultureInfo.InvariantCulture, $" at {edge.Time.ToString().Trim()} s");
    }
}
