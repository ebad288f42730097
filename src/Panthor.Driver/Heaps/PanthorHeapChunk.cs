using Panthor.Driver.Gem;

namespace Panthor.Driver.Heaps;

/// <summary>One piece of a tiler heap.</summary>
/// <remarks>C: struct panthor_heap_chunk.</remarks>
public sealed class PanthorHeapChunk
{
    /// <summary>Bytes of the header that links the chunks (sizeof(struct panthor_heap_chunk_header)).</summary>
    public const int HeaderSize = 64;

    internal PanthorHeapChunk(PanthorKernelBo bo)
    {
        Bo = bo;
    }

    /// <summary>The memory.</summary>
    public PanthorKernelBo Bo { get; }

    /// <summary>GPU address of the header, a multiple of 4096.</summary>
    public ulong GpuVa => Bo.GpuVa;
}
