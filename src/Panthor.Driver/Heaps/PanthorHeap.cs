using System.Collections.Generic;
using Panthor.Kernel;

namespace Panthor.Driver.Heaps;

/// <summary>A tiler heap: the memory that the tiler's output grows into, chunk by chunk.</summary>
/// <remarks>C: struct panthor_heap.</remarks>
public sealed class PanthorHeap
{
    private static readonly LockClass s_lock = new("panthor_heap.lock");

    internal PanthorHeap(Simulation simulation, uint chunkSize, uint maxChunks, uint targetInFlight)
    {
        Lock = new Mutex(simulation, s_lock);
        ChunkSize = chunkSize;
        MaxChunks = maxChunks;
        TargetInFlight = targetInFlight;
    }

    /// <summary>Bytes of a chunk.</summary>
    public uint ChunkSize { get; }

    /// <summary>How many chunks it may have.</summary>
    public uint MaxChunks { get; }

    /// <summary>
    /// With more render passes than this in flight, the firmware is to wait for one to finish instead of getting a chunk.
    /// </summary>
    public uint TargetInFlight { get; }

    /// <summary>How many chunks it has.</summary>
    public uint ChunkCount { get; internal set; }

    /// <summary>The chunks, the newest first.</summary>
    public IReadOnlyCollection<PanthorHeapChunk> Chunks => ChunkList;

    /// <summary>Guards the list of chunks.</summary>
    internal Mutex Lock { get; }

    internal LinkedList<PanthorHeapChunk> ChunkList { get; } = new();
}
