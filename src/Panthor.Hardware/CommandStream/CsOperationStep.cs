namespace Panthor.Hardware;

/// <summary>What became of a job at a step.</summary>
internal enum CsOperationStep : byte
{
    /// <summary>Call again after the time given.</summary>
    Working,

    /// <summary>An access waits for an UNLOCK; call again after it.</summary>
    Stalled,

    /// <summary>A tiling job waits for heap memory: tiler OOM is raised. Call again after
    /// <see cref="ICommandStreamHost.JobReady"/>; the endpoint stays taken.</summary>
    OutOfMemory,

    /// <summary>Over, well or not, see <see cref="CsOperation.Result"/>: give the endpoint to the next and call
    /// <see cref="CommandStream.Complete"/>.</summary>
    Ended,
}
