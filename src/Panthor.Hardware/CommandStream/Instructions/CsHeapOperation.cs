namespace Panthor.Hardware;

/// <summary>What HEAP_OPERATION counts.</summary>
public enum CsHeapOperation
{
    /// <summary>Vertex and tiling work of a render pass starts.</summary>
    VertexTilerStarted = 0,

    /// <summary>Vertex and tiling work of a render pass is complete.</summary>
    VertexTilerCompleted = 1,

    /// <summary>Fragment work of a render pass is complete.</summary>
    FragmentCompleted = 3,
}
