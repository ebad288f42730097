namespace Panthor.Hardware;

/// <summary>Why a command stream stopped executing.</summary>
internal enum CsStop : byte
{
    /// <summary>The budget is used up; run it again.</summary>
    Budget,

    /// <summary>Everything up to the insert offset is issued. Asynchronous operations may still be under way.</summary>
    Empty,

    /// <summary>WAIT, or the wait mask of an instruction: scoreboard slots are not 0. Goes on after
    /// <see cref="CommandStream.Complete"/>.</summary>
    ScoreboardWait,

    /// <summary>SYNC_WAIT: the condition does not hold. Ask <see cref="CommandStream.TryResume"/> after a sync update;
    /// the memory may also be written by the CPU.</summary>
    SyncWait,

    /// <summary>PROGRESS_WAIT: the other queue has not come so far.</summary>
    ProgressWait,

    /// <summary>REQ_RESOURCE or RUN_*: the endpoints are not granted yet. Goes on after
    /// <see cref="CommandStream.GrantResources"/>.</summary>
    ResourceWait,

    /// <summary>Too many deferred operations wait for their scoreboard slots.</summary>
    DeferredWait,

    /// <summary>The flush of the caches that the instruction waits for is not over.</summary>
    FlushWait,

    /// <summary>An access lies in the locked region of the address space; the same instruction is executed again after
    /// the unlock. See <see cref="CommandStream.StallAddress"/>.</summary>
    LockStall,

    /// <summary>The memory system has no power, or the GPU was reset: the access went nowhere.</summary>
    Aborted,

    /// <summary>The stream waits for the answer to a tiler OOM event.</summary>
    TilerOom,

    /// <summary>The stream wants to enter protected mode and waits for it.</summary>
    ProtectedModePending,

    /// <summary>A fatal exception: the stream does not run any more.</summary>
    Fatal,

    /// <summary>The stream was never started, or was stopped.</summary>
    Stopped,
}
