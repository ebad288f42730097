using System;

namespace Panthor.Hardware;

/// <content>
/// The marks that tell the kernel when pages get scarce, and how large pages are taken apart. The marks do not bind the
/// allocator itself.
/// </content>
public sealed unsafe partial class PhysicalMemory
{
    private const long WatermarkScale = 16;

    /// <summary>Below this many free pages only reclaim itself may allocate (the zone's min watermark).</summary>
    /// <remarks>As Linux sizes min_free_kbytes: the square root of 16 times the memory in KiB.</remarks>
    public long WatermarkMin { get; }

    /// <summary>Below this many free pages background reclaim starts (the low watermark).</summary>
    public long WatermarkLow => WatermarkMin + WatermarkMin / 4;

    /// <summary>At this many free pages background reclaim stops (the high watermark).</summary>
    public long WatermarkHigh => WatermarkMin + WatermarkMin / 2;

    /// <summary>Takes an allocated 2 MiB page apart: 512 pages of 4 KiB of the same use, a reference to each.</summary>
    /// <exception cref="ArgumentException">No 2 MiB page with one reference starts at the address.</exception>
    public void SplitHugePage(ulong address)
    {
        PageState state = StateOf(address);
        if (state.Address != address || state.Order != HugePageOrder || state.References != 1)
            throw new ArgumentException($"0x{address:x} is no 2 MiB page with one reference.", nameof(address));

        int first = PageIndex(address);
        MemoryBlock block = Block;
        new Span<ushort>(block.References + first, MemoryBlock.PagesPerChunk).Fill(1);
        ref ChunkState chunk = ref block.Chunks[first / MemoryBlock.PagesPerChunk];
        chunk.Kind = ChunkKind.Split;
        chunk.Free = 0;
        chunk.Bump = MemoryBlock.PagesPerChunk;
        chunk.Head = ChunkState.NoPage;
    }

    private static long MinimumFree(long totalPages)
    {
        long scaled = totalPages * (PageSize >> 10) * WatermarkScale;
        long root = 0;
        for (long bit = 1L << 24; bit != 0; bit >>= 1)
        {
            if ((root + bit) * (root + bit) <= scaled)
                root += bit;
        }

        return root / (PageSize >> 10);
    }
}
