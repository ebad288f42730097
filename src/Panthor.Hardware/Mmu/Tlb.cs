using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Panthor.Hardware;

/// <summary>The translation cache of one address space.</summary>
/// <remarks>
/// Two direct-mapped arrays, 256 entries of 4 KiB and 64 of 2 MiB: bounded, and what replaces what depends on the
/// addresses alone. The arrays are smaller as long as that makes no difference: they grow when two pages that a full
/// array has room for want the same place. Faults are not cached. An entry lives until its range is invalidated or another page takes its
/// place; a page table changed in memory does not touch it. That is the point.
/// </remarks>
internal sealed unsafe class Tlb
{
    private const int SmallEntries = 256;
    private const int LargeEntries = 64;
    private const int FirstEntries = 16;
    private const ulong ValidBit = 1UL << 63;

    private Entry[] _small = [];
    private Entry[] _large = [];
    private int _smallUsed;
    private int _largeUsed;

    public long Hits { get; set; }

    public long Walks { get; set; }

    public long Invalidations { get; private set; }

    public TlbStatistics Statistics => new(_smallUsed, _largeUsed, Hits, Walks, Invalidations);

    /// <summary>Makes room for entries; to be called before the first look-up.</summary>
    public void Prepare()
    {
        if (_small.Length != 0)
            return;

        _small = new Entry[FirstEntries];
        _large = new Entry[FirstEntries];
    }

    /// <summary>The entry for an address, or a null reference; only after <see cref="Prepare"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Entry Find(ulong address)
    {
        Debug.Assert(_small.Length != 0, "the TLB is not prepared");
        ulong page = address >> MemoryBlock.PageShift;
        Entry[] smalls = _small;
        ref Entry small = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(smalls), (nint)(page & (uint)(smalls.Length - 1)));
        if (small.Tag == (page | ValidBit))
            return ref small;

        ulong large = address >> MemoryBlock.ChunkShift;
        Entry[] larges = _large;
        ref Entry entry = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(larges), (nint)(large & (uint)(larges.Length - 1)));
        if (entry.Tag == (large | ValidBit))
            return ref entry;

        return ref Unsafe.NullRef<Entry>();
    }

    /// <summary>Keeps a translation; whatever had its place is dropped.</summary>
    /// <param name="address">Any address in the page.</param>
    /// <param name="translation">What the walk found.</param>
    /// <param name="memory">The RAM that holds the leaf entry.</param>
    public void Insert(ulong address, in Translation translation, PhysicalMemory memory)
    {
        ulong number = address >> translation.SizeShift;
        bool isSmall = translation.SizeShift == MemoryBlock.PageShift;
        ref Entry entry = ref (isSmall
            ? ref PlaceOf(number, ref _small, SmallEntries)
            : ref PlaceOf(number, ref _large, LargeEntries));
        if (entry.Tag == 0)
        {
            if (isSmall)
                _smallUsed++;
            else
                _largeUsed++;
        }

        entry.Tag = number | ValidBit;
        entry.Set(in translation, memory);
        entry.Reported = false;
    }

    /// <summary>The place of a page; the array grows if another page has it that a full array keeps apart.</summary>
    private static ref Entry PlaceOf(ulong number, ref Entry[] entries, int full)
    {
        while (true)
        {
            ref Entry entry = ref entries[(int)(number & (uint)(entries.Length - 1))];
            if (entry.Tag == 0 || entries.Length == full || ((entry.Tag ^ number) & (uint)(full - 1)) == 0)
                return ref entry;

            var grown = new Entry[entries.Length * 2];
            foreach (Entry old in entries)
            {
                if (old.Tag != 0)
                    grown[(int)(old.Tag & (uint)(grown.Length - 1))] = old;
            }

            entries = grown;
        }
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

        /// <summary>Bits of an address below the page or block.</summary>
        public ulong OffsetMask;
        public Translation Translation;

        /// <summary>The checker has reported this entry as stale: once is enough.</summary>
        public bool Reported;

        private ulong* _descriptor;
        private ulong* _parent;
        private ulong _parentRaw;
        private byte* _tableUse;

        /// <summary>
        /// True while the entry's leaf and the entry above it are what they were, in a table that somebody owns.
        /// </summary>
        /// <remarks>
        /// A change still further up does not show before the table below it is freed; panthor never makes one.
        /// </remarks>
        public readonly bool IsUnchanged
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => *_descriptor == Translation.Raw && *_parent == _parentRaw
                && PhysicalMemory.IsInUse(*_tableUse);
        }

        public void Set(in Translation translation, PhysicalMemory memory)
        {
            Translation = translation;
            OffsetMask = (1UL << translation.SizeShift) - 1;
            _descriptor = (ulong*)memory.Pointer(translation.DescriptorAddress);
            bool hasParent = translation.ParentAddress != 0;
            _parent = hasParent ? (ulong*)memory.Pointer(translation.ParentAddress) : _descriptor;
            _parentRaw = hasParent ? translation.ParentRaw : translation.Raw;
            _tableUse = memory.UsePointer(translation.DescriptorAddress);
        }
    }
}
