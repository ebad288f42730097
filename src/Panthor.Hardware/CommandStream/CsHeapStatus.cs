namespace Panthor.Hardware;

/// <summary>The tiler heap of a stream as the firmware publishes it with CS_TILER_OOM.</summary>
/// <param name="Address">heap_address: the heap context that HEAP_SET named; 0 if none.</param>
/// <param name="VertexTilerStarted">heap_vt_start.</param>
/// <param name="VertexTilerCompleted">heap_vt_end.</param>
/// <param name="FragmentCompleted">heap_frag_end.</param>
internal readonly record struct CsHeapStatus(
    ulong Address, uint VertexTilerStarted, uint VertexTilerCompleted, uint FragmentCompleted);
