namespace Panthor.Hardware;

/// <summary>The state of one aligned 2 MiB chunk of physical memory.</summary>
internal struct ChunkState
{
    public const ushort NoPage = ushort.MaxValue;
    public const int NoChunk = -1;

    /// <summary>Free order-0 pages in the chunk, if it is split.</summary>
    public ushort Free;

    /// <summary>Pages from this index on were not handed out since the chunk was last whole.</summary>
    public ushort Bump;

    /// <summary>Most recently freed page of the chunk, or <see cref="NoPage"/>.</summary>
    public ushort Head;

    /// <summary>Pages below this index may hold bytes of an owner, of this run or of another; the others are zero.</summary>
    public ushort Dirty;

    public ChunkKind Kind;

    /// <summary>1 if any page was handed out since the block was reset.</summary>
    public byte Used;

    /// <summary>Neighbours in the list of split chunks that have a free page.</summary>
    public int Previous;

    /// <summary>Next in that list, or in the list of whole free chunks.</summary>
    public int Following;

    public void Reset()
    {
        Free = MemoryBlock.PagesPerChunk;
        Bump = 0;
        Head = NoPage;
        Kind = ChunkKind.Whole;
        Used = 0;
        Previous = NoChunk;
        Following = NoChunk;
    }
}
