using System;
using System.Runtime.CompilerServices;

namespace Panthor.Hardware;

/// <summary>The translation cache of one address space.</summary>
/// <remarks>
/// Two direct-mapped arrays, 256 entries of 4 KiB and 64 of 2 MiB: bounded, and what replaces what depends on the
/// addresses alone. Faults are not cached. An entry lives until its range is invalidated or another page takes its
/// place; a page table changed in memory does not touch it. That is the point.
/// </remarks>
internal sealed class Tlb
{
    private const int SmallEntries = 256;
    private const int LargeEntries = 64;
    private const ulong ValidBit = 1UL << 63;

    private readonly Entry[] _small = new Entry[SmallEntries];
    private readonly Entry[] _large = new Entry[LargeEntries];
    private int _smallUsed;
    private int _largeUsed;

    public long Hits { get; set; }

    public long Walks { get; set; }

    public long Invalidations { get; private set; }

    public TlbStatistics Statistics => new(_smallUsed, _largeUsed, Hits, Walks, Invalidations);

    /// <summary>The entry for an address, or a null reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Entry Find(ulong address)
    {
        ulong page = address >> MemoryBlock.PageShift;
        ref Entry small = ref _small[(int)(page & (SmallEntries - 1))];
        if (small.Tag == (page | ValidBit))
            return ref small;

        ulong large = address >> MemoryBlock.ChunkShift;
        ref Entry entry = ref _large[(int)(large & (LargeEntries - 1))];
        if (entry.Tag == (large | ValidBit))
            return ref entry;

        return ref Unsafe.NullRef<Entry>();
    }

    /// <summary>Keeps a translation; whatever had its place is dropped.</summary>
    public void Insert(ulong address, in Translation translation)
    {
        ulong number = address >> translation.SizeShift;
        bool isSmall = translation.SizeShift == MemoryBlock.PageShift;
        ref Entry entry = ref (isSmall
            ? ref _small[(int)(number & (SmallEntries - 1))]
            : ref _large[(int)(number & (LargeEntries - 1))]);
        if (entry.Tag == 0)
        {
            if (isSmall)
                _smallUsed++;
            else
                _largeUsed++;
        }

        entry.Tag = number | ValidBit;
        entry.Translation = translation;
        entry.Reported = false;
    }

    /// <summary>Drops everything.</summary>
    public void InvalidateAll()
    {
        Invalidations++;
        if (_smallUsed != 0)
            Array.Clear(_small);

        if (_largeUsed != 0)
            Array.Clear(_large);

        _smallUsed = 0;
        _largeUsed = 0;
    }

    /// <summary>Drops the entries that translate any byte of the region.</summary>
    public void Invalidate(LockRegion region)
    {
        Invalidations++;
        _smallUsed -= Invalidate(_small, MemoryBlock.PageShift, region, _smallUsed);
        _largeUsed -= Invalidate(_large, MemoryBlock.ChunkShift, region, _largeUsed);
    }

    private static int Invalidate(Entry[] entries, int shift, LockRegion region, int used)
    {
        if (used == 0 || region.Size == 0)
            return 0;

        int dropped = 0;
        ulong first = region.Start >> shift;
        ulong last = region.Last >> shift;
        for (int i = 0; i < entries.Length; i++)
        {
            ulong number = entries[i].Tag & ~ValidBit;
            if (entries[i].Tag == 0 || number < first || number > last)
                continue;

            entries[i] = default;
            dropped++;
        }

        return dropped;
    }

    /// <summary>A cached translation.</summary>
    internal struct Entry
    {
        public ulong Tag;
        public Translation Translation;

        /// <summary>The checker has reported this entry as stale: once is enough.</summary>
        public bool Reported;
    }
}
