using System;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>What a command stream needs of the firmware and of the hardware around it.</summary>
/// <remarks>
/// Called from within <see cref="CommandStream.Run"/> and <see cref="CommandStream.Complete"/>; a host must not call
/// <see cref="CommandStream.Run"/> from inside of these calls. A run is ahead of the simulation's clock: times are given
/// from the simulation's now.
/// </remarks>
internal interface ICommandStreamHost
{
    /// <summary>LATEST_FLUSH.</summary>
    uint LatestFlushId { get; }

    /// <summary>Bit n if shared scoreboard entry n of the group is not 0 (architecture 11 and later).</summary>
    uint SharedScoreboards { get; }

    /// <summary>Starts an asynchronous operation; <see cref="CommandStream.Complete"/> ends it.</summary>
    void Begin(CommandStream stream, in CsAsyncOperation operation);

    /// <summary>A sync object was written.</summary>
    /// <param name="stream">Who wrote.</param>
    /// <param name="address">Its GPU virtual address.</param>
    /// <param name="systemScope">True: tell the host (SYNC_UPDATE) and all groups; false: this group only.</param>
    void SyncUpdated(CommandStream stream, ulong address, bool systemScope);

    /// <summary>A recoverable exception (CS_FAULT): the stream goes on in error state.</summary>
    void RaiseFault(CommandStream stream, CsExceptionType type, uint data, ulong info);

    /// <summary>A fatal exception (CS_FATAL): the stream has stopped for good.</summary>
    void RaiseFatal(CommandStream stream, CsExceptionType type, uint data, ulong info);

    /// <summary>The stream's request for iterators has changed (REQ_RESOURCE); none gives all back.</summary>
    /// <returns>True if all are granted; else the host calls <see cref="CommandStream.GrantResources"/> later.</returns>
    bool RequestResources(CommandStream stream, CsResources resources);

    /// <summary>GPU_TIMESTAMP at a time to come.</summary>
    ulong TimestampAt(Duration fromNow);

    /// <summary>GPU_CYCLE_COUNT at a time to come.</summary>
    ulong CycleCountAt(Duration fromNow);

    /// <summary>The progress counter of a queue of the same group.</summary>
    ulong ProgressOf(CommandStream stream, int queue);

    /// <summary>The stream's own progress counter has moved (PROGRESS_STORE, or a progress increment).</summary>
    void ProgressMoved(CommandStream stream);

    /// <summary>Adds 1 or −1 to a shared scoreboard entry of the group.</summary>
    void CountShared(CommandStream stream, int entry, int difference);

    /// <summary>A tiling job has used up the heap: raise CS_TILER_OOM with <see cref="CommandStream.Heap"/>; the answer
    /// goes to <see cref="CommandStream.SupplyChunk"/>.</summary>
    void RaiseTilerOom(CommandStream stream);

    /// <summary>The stream wants protected mode (CS_PROTM_PENDING).</summary>
    /// <returns>True if the GPU is in protected mode already; else call
    /// <see cref="CommandStream.EnterProtectedMode"/> later.</returns>
    bool RequestProtectedMode(CommandStream stream);

    /// <summary>The stream's protected region is over.</summary>
    void LeaveProtectedMode(CommandStream stream);

    /// <summary>TRACE_POINT: a record for the trace buffer, if one is configured.</summary>
    void Trace(CommandStream stream, ulong instructionPointer, ReadOnlySpan<uint> registers);
}
