using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>An operation that goes on while the stream does.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Slot">The scoreboard slot, to be given to <see cref="CommandStream.Complete"/>.</param>
/// <param name="Issued">When it was issued, counted from the simulation's now (a run is ahead of the clock).</param>
/// <param name="Latency">How long it takes once it was issued, drawn already; for a job see the job.</param>
/// <param name="FlushModes">For a flush: bits [11:0] of the instruction.</param>
/// <param name="Job">For a job: what runs on the endpoint.</param>
internal readonly record struct CsAsyncOperation(
    CsAsyncKind Kind, int Slot, Duration Issued, Duration Latency, uint FlushModes, CsJob? Job)
{
    /// <summary>From now until the operation ends.</summary>
    public Duration Delay => Issued + Latency;
}
