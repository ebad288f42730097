namespace Panthor.Hardware;

/// <summary>Why a command stream stopped executing.</summary>
public enum CsStop : byte
{
    /// <summary>The stream was never started, or was stopped.</summary>
    Stopped,

    /// <summary>The budget is used up, or the stream has raised a fault; run it again.</summary>
    Budget,

    /// <summary>Everything up to the insert offset is issued. Asynchronous operations may still be under way.</summary>
    Empty,

    /// <summary>WAIT: scoreboard slots are not 0.</summary>
    ScoreboardWait,

    /// <summary>SYNC_WAIT: the condition does not hold. Ask <see cref="CommandStream.TryResume"/> after a sync update;
    /// the memory may also be written by the CPU.</summary>
    SyncWait,

    /// <summary>PROGRESS_WAIT: the other queue has not come so far.</summary>
    ProgressWait,

    /// <summary>REQ_RESOURCE: the iterators are not granted yet. Goes on after
    /// <see cref="CommandStream.GrantResources"/>.</summary>
    ResourceWait,

    /// <summary>Too many deferred or asynchronous operations are under way.</summary>
    DeferredWait,

    /// <summary>WAIT, and all that is waited for is a flush of the caches.</summary>
    FlushWait,

    /// <summary>An access lies in the locked region of the address space; the same instruction is executed again after
    /// the unlock. See <see cref="CommandStream.StallAddress"/>.</summary>
    LockStall,

    /// <summary>The memory system has no power: the access went nowhere and is tried again.</summary>
    Aborted,

    /// <summary>The stream wants to enter protected mode and waits for
    /// <see cref="CommandStream.EnterProtectedMode"/>.</summary>
    ProtectedModePending,

    /// <summary>A fatal exception: the stream does not run any more.</summary>
    Fatal,
}
