namespace Panthor.Driver.Uapi;

/// <summary>What TILER_HEAP_CREATE is given (<c>struct drm_panthor_tiler_heap_create</c>).</summary>
/// <param name="VmId">The VM.</param>
/// <param name="InitialChunkCount">Chunks to allocate now, at least 1.</param>
/// <param name="ChunkSize">Bytes of a chunk: 128 KiB to 8 MiB, a multiple of the page size.</param>
/// <param name="MaxChunks">Chunks that it may have.</param>
/// <param name="TargetInFlight">With more render passes in flight the heap does not grow.</param>
public readonly record struct DrmPanthorTilerHeapCreate(
    uint VmId, uint InitialChunkCount, uint ChunkSize, uint MaxChunks, uint TargetInFlight);
