namespace Panthor.Hardware;

/// <summary>What became of a job at a step.</summary>
internal enum CsJobStep : byte
{
    /// <summary>Call again after the time given.</summary>
    Working,

    /// <summary>An access waits for an UNLOCK; call again after it.</summary>
    Stalled,

    /// <summary>A tiling job waits for a heap chunk: the stream has raised tiler OOM. Call again after
    /// <see cref="CommandStream.SupplyChunk"/>, or when a fragment job has ended.</summary>
    OutOfMemory,

    /// <summary>Over, well or not: give the endpoint to the next and complete the slot.</summary>
    Ended,
}
