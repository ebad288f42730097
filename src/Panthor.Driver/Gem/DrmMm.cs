using System;
using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Gem;

/// <summary>Hands out ranges of a space (<c>struct drm_mm</c>): the smallest hole that fits, or a given place.</summary>
public sealed class DrmMm
{
    private readonly SortedList<ulong, ulong> _holes = [];

    // The structures that the nodes of ranges are parts of, by the ends of the ranges: a node tells of the hole behind it,
    // and who changes the hole writes to the node.
    private Dictionary<ulong, TrackedObject>? _owners;

    /// <summary>Makes an empty space.</summary>
    /// <param name="start">First address.</param>
    /// <param name="size">Bytes.</param>
    public DrmMm(ulong start, ulong size)
    {
        if (size != 0)
        {
            _holes.Add(start, size);
        }
    }

    /// <summary>Takes a range at a given place (<c>drm_mm_reserve_node()</c>).</summary>
    /// <returns>False if part of it is taken.</returns>
    public bool TryReserve(ulong start, ulong size)
    {
        for (int i = 0; i < _holes.Count; i++)
        {
            ulong hole = _holes.Keys[i];
            ulong holeSize = _holes.Values[i];
            if (start >= hole && start - hole < holeSize && size <= holeSize - (start - hole))
            {
                Cut(i, start, size);
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a range from the smallest hole that has room for it (<c>DRM_MM_INSERT_BEST</c>).</summary>
    /// <param name="size">Bytes.</param>
    /// <param name="alignment">A power of two that the start must be a multiple of.</param>
    /// <param name="first">The range lies in <paramref name="first"/>…</param>
    /// <param name="end">… up to and without <paramref name="end"/>.</param>
    /// <param name="start">Where it was put.</param>
    /// <returns>False if no hole is large enough.</returns>
    public bool TryInsert(ulong size, ulong alignment, ulong first, ulong end, out ulong start)
    {
        start = 0;
        int best = -1;
        for (int i = 0; i < _holes.Count; i++)
        {
            ulong from = Math.Max(_holes.Keys[i], first);
            ulong to = Math.Min(_holes.Keys[i] + _holes.Values[i], end);
            ulong aligned = unchecked(from + alignment - 1) & ~(alignment - 1);
            if (aligned >= from && aligned < to && size <= to - aligned
                && (best < 0 || _holes.Values[i] < _holes.Values[best]))
            {
                best = i;
                start = aligned;
            }
        }

        if (best >= 0)
        {
            Cut(best, start, size);
        }

        return best >= 0;
    }

    /// <summary>Tells which structure the node of a range is a part of.</summary>
    internal void SetOwner(ulong start, ulong size, TrackedObject owner) => (_owners ??= [])[start + size] = owner;

    /// <summary>Gives a range back (<c>drm_mm_remove_node()</c>).</summary>
    public void Remove(ulong start, ulong size)
    {
        _holes.Add(start, size);
        int index = _holes.IndexOfKey(start);
        _owners?.Remove(start + size);
        bool isBehindHole = index > 0 && _holes.Keys[index - 1] + _holes.Values[index - 1] == start;
        TouchNodeBefore(isBehindHole ? _holes.Keys[index - 1] : start, "drm_mm_remove_node");
        if (index + 1 < _holes.Count && _holes.Keys[index + 1] == start + size)
        {
            _holes[start] += _holes.Values[index + 1];
            _holes.RemoveAt(index + 1);
        }

        if (isBehindHole)
        {
            _holes[_holes.Keys[index - 1]] += _holes.Values[index];
            _holes.RemoveAt(index);
        }
    }

    private void TouchNodeBefore(ulong hole, string operation)
    {
        if (_owners is not null && _owners.TryGetValue(hole, out TrackedObject? owner))
        {
            owner.AssertAlive(operation);
        }
    }

    private void Cut(int index, ulong start, ulong size)
    {
        ulong hole = _holes.Keys[index];
        TouchNodeBefore(hole, "drm_mm_insert_node");
        ulong end = hole + _holes.Values[index];
        _holes.RemoveAt(index);
        if (start > hole)
        {
            _holes.Add(hole, start - hole);
        }

        if (start + size < end)
        {
            _holes.Add(start + size, end - (start + size));
        }
    }
}
