using System;
using System.Runtime.InteropServices;

namespace Panthor.Hardware;

/// <summary>The native block behind a <see cref="PhysicalMemory"/>: the bytes and tables about them.</summary>
/// <remarks>
/// The block is zero and not touched: the operating system commits a page when it is first written. A block that comes
/// back from another run is dirty up to a mark per chunk; a page below the mark is cleared when it is allocated, so
/// that returning and renting a block costs nothing per byte.
/// </remarks>
internal sealed unsafe class MemoryBlock : IDisposable
{
    public const int PageShift = 12;
    public const int PageSize = 1 << PageShift;
    public const int ChunkShift = 21;
    public const int ChunkSize = 1 << ChunkShift;
    public const int PagesPerChunk = ChunkSize / PageSize;

    private void* _allocation;

    public MemoryBlock(long size)
    {
        Size = size;
        ChunkCount = checked((int)(size >> ChunkShift));
        PageCount = checked((int)(size >> PageShift));
        _allocation = NativeMemory.AllocZeroed(checked((nuint)size + ChunkSize));
        Data = (byte*)(((nuint)_allocation + ChunkSize - 1) & ~(nuint)(ChunkSize - 1));
        Use = (byte*)NativeMemory.AllocZeroed((nuint)PageCount);
        References = (ushort*)NativeMemory.AllocZeroed((nuint)PageCount, sizeof(ushort));
        Next = (ushort*)NativeMemory.AllocZeroed((nuint)PageCount, sizeof(ushort));
        Chunks = (ChunkState*)NativeMemory.AllocZeroed((nuint)ChunkCount, (nuint)sizeof(ChunkState));
        for (int chunk = 0; chunk < ChunkCount; chunk++)
            Chunks[chunk].Reset();
    }

    /// <summary>Size in bytes, a multiple of 2 MiB.</summary>
    public long Size { get; }

    public int ChunkCount { get; }

    public int PageCount { get; }

    public byte* Data { get; private set; }

    /// <summary>A <see cref="PageUse"/> per page.</summary>
    public byte* Use { get; private set; }

    /// <summary>References per page (an order-9 page counts in its first).</summary>
    public ushort* References { get; private set; }

    /// <summary>Links of the free lists: index within the chunk of the next free page.</summary>
    public ushort* Next { get; private set; }

    public ChunkState* Chunks { get; private set; }

    /// <summary>Forgets all allocations; the bytes stay, marked dirty.</summary>
    public void Reset()
    {
        for (int chunk = 0; chunk < ChunkCount; chunk++)
            ResetChunk(chunk);
    }

    /// <summary>Forgets the allocations in a chunk; the bytes stay, marked dirty.</summary>
    public void ResetChunk(int chunk)
    {
        ChunkState* state = &Chunks[chunk];
        if (state->Used != 0)
        {
            int first = chunk * PagesPerChunk;
            new Span<byte>(Use + first, PagesPerChunk).Clear();
            new Span<ushort>(References + first, PagesPerChunk).Clear();
        }

        state->Reset();
    }

    public void Dispose()
    {
        if (Data == null)
            return;

        NativeMemory.Free(_allocation);
        NativeMemory.Free(Use);
        NativeMemory.Free(References);
        NativeMemory.Free(Next);
        NativeMemory.Free(Chunks);
        _allocation = null;
        Data = null;
        Use = null;
        References = null;
        Next = null;
        Chunks = null;
    }
}
