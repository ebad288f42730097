using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <summary>
/// The events of the scheduler. Groups go by their number on the device (<see cref="PanthorGroup.Id"/>).
/// </summary>
public static class SchedulingEvents
{
    /// <summary>A tick chose the groups for the slots.</summary>
    public static readonly EventId Tick = new("panthor_sched_tick", "isFull*", "groups*", "idle*", "next*");

    /// <summary>A client made a group.</summary>
    public static readonly EventId GroupCreate = new(
        "panthor_group_create", "group*", "handle*", "priority*", "queues*");

    /// <summary>A client destroyed a group; -1 if it is on no slot.</summary>
    public static readonly EventId GroupDestroy = new("panthor_group_destroy", "group*", "slot*");

    /// <summary>A group was put on a slot.</summary>
    public static readonly EventId GroupBind = new("panthor_group_bind", "group*", "slot*", "as*");

    /// <summary>A group was taken off its slot.</summary>
    public static readonly EventId GroupUnbind = new("panthor_group_unbind", "group*", "slot*");

    /// <summary>The firmware confirmed the priority of a slot.</summary>
    public static readonly EventId GroupPriority = new("panthor_group_priority", "group*", "slot*", "priority*");

    /// <summary>The firmware changed the state of a group.</summary>
    public static readonly EventId GroupState = new("panthor_group_state", "group*", "slot*", "from*", "to*");

    /// <summary>A group can run no more; its jobs are finished with an error.</summary>
    public static readonly EventId GroupTerm = new("panthor_group_term", "group*", "fatalQueues", "isTimedOut*");

    /// <summary>A job was written to the ring buffer of its queue.</summary>
    public static readonly EventId JobRun = new("panthor_job_run", "group*", "queue*", "seqno*", "insert");

    /// <summary>The firmware has done a job.</summary>
    public static readonly EventId JobDone = new("panthor_job_done", "group*", "queue*", "seqno*");

    /// <summary>A queue made no progress for too long.</summary>
    public static readonly EventId QueueTimeout = new("panthor_queue_timeout", "group*", "queue*", "seqno*");

    /// <summary>A wait of a blocked queue is over, as the driver sees it.</summary>
    public static readonly EventId QueueUnblocked = new("panthor_queue_unblocked", "group*", "queue*", "va", "value");

    /// <summary>A command stream cannot go on.</summary>
    public static readonly EventId CsFatal = new("panthor_cs_fatal", "slot*", "cs*", "status", "info");

    /// <summary>An instruction of a command stream failed; the job goes wrong, the stream goes on.</summary>
    public static readonly EventId CsFault = new("panthor_cs_fault", "slot*", "cs*", "status", "info");

    /// <summary>A tiler heap of a command stream is full.</summary>
    public static readonly EventId TilerOom = new("panthor_tiler_oom", "group*", "cs*", "heap", "chunk");

    /// <summary>A chunk came too late for a group that had left its slot, and went back to its heap.</summary>
    public static readonly EventId TilerChunkReturned = new("panthor_tiler_chunk_returned", "group*", "heap", "chunk");
}
