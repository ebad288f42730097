using System;
using System.Numerics;

namespace Panthor.Hardware;

/// <content>Which slots are taken: a bit for each, and a count of the free ones of each cluster.</content>
public sealed unsafe partial class SwapStore
{
    private const int NoSlot = -1;
    private const int WordShift = 6;
    private const int WordsInCluster = ClusterSlots >> WordShift;

    // The tables cost nothing before the first page is written.
    private ulong[] _used = [];
    private ulong[] _zero = [];
    private short[] _freeInCluster = [];

    // No cluster below it has a free slot.
    private int _firstCluster;

    private static ulong BitOf(int slot) => 1ul << (slot & ((1 << WordShift) - 1));

    private bool IsUsed(int slot) =>
        slot >= 0 && slot >> WordShift < _used.Length && (_used[slot >> WordShift] & BitOf(slot)) != 0;

    private bool IsZero(int slot) => (_zero[slot >> WordShift] & BitOf(slot)) != 0;

    private void MarkZero(int first, int count)
    {
        for (int slot = first; slot < first + count; slot++)
            _zero[slot >> WordShift] |= BitOf(slot);
    }

    private int FindCluster()
    {
        EnsureTables();
        int found = _freeInCluster.AsSpan(_firstCluster).IndexOf((short)ClusterSlots);
        return found < 0 ? NoSlot : _firstCluster + found;
    }

    private int TakeCluster()
    {
        int cluster = FindCluster();
        if (cluster == NoSlot)
            return NoSlot;

        _freeInCluster[cluster] = 0;
        _used.AsSpan(cluster * WordsInCluster, WordsInCluster).Fill(ulong.MaxValue);
        return cluster * ClusterSlots;
    }

    private int TakeSlot()
    {
        EnsureTables();
        _firstCluster += _freeInCluster.AsSpan(_firstCluster).IndexOfAnyExcept((short)0);
        int word = _firstCluster * WordsInCluster;
        word += _used.AsSpan(word, WordsInCluster).IndexOfAnyExcept(ulong.MaxValue);
        int slot = (word << WordShift) + BitOperations.TrailingZeroCount(~_used[word]);
        _used[word] |= BitOf(slot);
        _freeInCluster[_firstCluster]--;
        return slot;
    }

    private void PutSlot(int slot)
    {
        int cluster = slot / ClusterSlots;
        _used[slot >> WordShift] &= ~BitOf(slot);
        _zero[slot >> WordShift] &= ~BitOf(slot);
        _freeInCluster[cluster]++;
        _firstCluster = Math.Min(_firstCluster, cluster);
    }

    private void EnsureTables()
    {
        if (_used.Length != 0 || TotalPages == 0)
            return;

        int clusters = (int)((TotalPages + ClusterSlots - 1) / ClusterSlots);
        _used = new ulong[clusters * WordsInCluster];
        _zero = new ulong[clusters * WordsInCluster];
        _freeInCluster = new short[clusters];
        Array.Fill(_freeInCluster, (short)ClusterSlots);
        for (int slot = (int)TotalPages; slot < clusters * ClusterSlots; slot++)
        {
            _used[slot >> WordShift] |= BitOf(slot);
            _freeInCluster[^1]--;
        }
    }
}
