#pragma warning disable CA1822, IDE0052 // The shape first, the bodies follow.
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>An operation that goes on while its stream does: a flush of the caches, or a job on an endpoint.</summary>
/// <remarks>
/// The host gets it with <see cref="ICommandStreamHost.Begin"/> and gives it back with
/// <see cref="CommandStream.Complete"/>, after which it must not be touched: it is used again.
/// </remarks>
internal sealed class CsOperation
{
    /// <summary>The stream that started it.</summary>
    public CommandStream Stream { get; private set; } = null!;

    /// <summary>The endpoint that a job needs: one of the flags; None for a flush.</summary>
    public CsResources Endpoint { get; private set; }

    /// <summary>True for FLUSH_CACHE2; else it is a job.</summary>
    public bool IsFlush => Endpoint == CsResources.None;

    /// <summary>FLUSH_CACHE2: bits [11:0] of the instruction.</summary>
    public uint FlushModes { get; private set; }

    /// <summary>When it was issued, counted from the simulation's now (a run is ahead of the clock).</summary>
    public Duration Issued { get; private set; }

    /// <summary>How long it takes from its start on, drawn already. A flush ends after that time.</summary>
    public Duration Latency { get; private set; }

    /// <summary>The stream was stopped meanwhile: nobody waits for the operation any more.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Address at which a job is stalled, after <see cref="CsOperationStep.Stalled"/>.</summary>
    public ulong StallAddress { get; private set; }

    /// <summary>How a job ended, after <see cref="CsOperationStep.Ended"/>.</summary>
    public CsOperationResult Result { get; private set; }

    /// <summary>
    /// Does the next piece of a job: to be called when the endpoint takes it up, and after that as the answer says.
    /// </summary>
    /// <param name="wait">After <see cref="CsOperationStep.Working"/>: when to call again.</param>
    public CsOperationStep Advance(out Duration wait)
    {
        wait = Duration.Zero;
        return CsOperationStep.Ended;
    }
}
