using System;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>What the streams of a group need of the firmware and of the hardware around them.</summary>
/// <remarks>
/// Called from within the methods of <see cref="CommandStream"/> and <see cref="CsOperation.Advance"/>; a host notes
/// what it is told and must not call <see cref="CommandStream.Run"/> from inside of these calls. A run is ahead of the
/// simulation's clock: times are given from the simulation's now.
/// </remarks>
internal interface ICommandStreamHost
{
    /// <summary>LATEST_FLUSH.</summary>
    uint LatestFlushId { get; }

    /// <summary>Starts an asynchronous operation: a flush ends after <see cref="CsOperation.Issued"/> +
    /// <see cref="CsOperation.Latency"/>, a job goes to its endpoint's queue. <see cref="CommandStream.Complete"/>
    /// ends it.</summary>
    void Begin(CsOperation operation);

    /// <summary>A job that was out of memory can go on: call <see cref="CsOperation.Advance"/>.</summary>
    void JobReady(CsOperation operation);

    /// <summary>The stream may get further though its host did nothing: run it (progress of another queue, a shared
    /// scoreboard, an exception handler).</summary>
    void Wake(CommandStream stream);

    /// <summary>A sync object was written.</summary>
    /// <param name="stream">Who wrote.</param>
    /// <param name="address">Its GPU virtual address.</param>
    /// <param name="systemScope">True: tell the driver (SYNC_UPDATE) and all groups; false: this group only.</param>
    void SyncUpdated(CommandStream stream, ulong address, bool systemScope);

    /// <summary>A recoverable exception (CS_FAULT): the stream goes on in error state.</summary>
    /// <param name="stream">Whose.</param>
    /// <param name="type">CS_FAULT.EXCEPTION_TYPE.</param>
    /// <param name="data">CS_FAULT.EXCEPTION_DATA, 24 bits.</param>
    /// <param name="info">CS_FAULT_INFO.</param>
    void RaiseFault(CommandStream stream, GpuException type, uint data, ulong info);

    /// <summary>A fatal exception (CS_FATAL): the stream has stopped for good.</summary>
    /// <inheritdoc cref="RaiseFault"/>
    void RaiseFatal(CommandStream stream, GpuException type, uint data, ulong info);

    /// <summary>The stream's request for iterators has changed (REQ_RESOURCE); None gives all back.</summary>
    /// <returns>True if all are granted; else call <see cref="CommandStream.GrantResources"/> later.</returns>
    bool RequestResources(CommandStream stream, CsResources resources);

    /// <summary>GPU_TIMESTAMP at a time to come.</summary>
    ulong TimestampAt(Duration fromNow);

    /// <summary>GPU_CYCLE_COUNT at a time to come.</summary>
    ulong CycleCountAt(Duration fromNow);

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
