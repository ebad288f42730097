namespace Panthor.Driver.Uapi;

/// <summary>What TILER_HEAP_CREATE returns (<c>struct drm_panthor_tiler_heap_create</c>).</summary>
/// <param name="Handle">The heap; the VM's handle in the upper 16 bits.</param>
/// <param name="TilerHeapCtxGpuVa">GPU address of its context, for HEAP_SET.</param>
/// <param name="FirstHeapChunkGpuVa">GPU address of its first chunk.</param>
public readonly record struct DrmPanthorTilerHeap(uint Handle, ulong TilerHeapCtxGpuVa, ulong FirstHeapChunkGpuVa);
