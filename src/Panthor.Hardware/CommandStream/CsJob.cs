#pragma warning disable CA1822, IDE0052 // The shape first, the bodies follow.
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>Work on an endpoint that a RUN_* instruction started: a duration and a memory footprint.</summary>
/// <remarks>
/// The host puts it on an endpoint and calls <see cref="Advance"/>: at first when the endpoint takes it up, then each
/// time the time that the last call named has passed.
/// </remarks>
internal sealed class CsJob
{
    /// <summary>The endpoint that it needs: one of the flags.</summary>
    public CsResources Endpoint { get; private set; }

    /// <summary>The stream that started it.</summary>
    public CommandStream Stream { get; private set; } = null!;

    /// <summary>Scoreboard slot of the stream.</summary>
    public int Slot { get; private set; }

    /// <summary>Address at which the job is stalled, after <see cref="CsJobStep.Stalled"/>.</summary>
    public ulong StallAddress { get; private set; }

    /// <summary>How the job ended, after <see cref="CsJobStep.Ended"/>: for <see cref="CommandStream.Complete"/>.</summary>
    public CsAsyncResult Result { get; private set; }

    /// <summary>Does the next piece of the work.</summary>
    /// <param name="wait">After <see cref="CsJobStep.Working"/>: when to call again.</param>
    public CsJobStep Advance(out Duration wait)
    {
        wait = Duration.Zero;
        return CsJobStep.Ended;
    }
}
