using Panthor.Kernel;

namespace Panthor.Driver.JobScheduling;

/// <summary>The tracepoints of the job scheduler (gpu_scheduler_trace.h). Fences are those of finished jobs.</summary>
public static class SchedEvents
{
    /// <summary>A job was pushed to its entity.</summary>
    public static readonly EventId JobQueue = new("drm_sched_job_queue", "context*", "seqno*", "queued*", "credits*");

    /// <summary>A job is about to be given to the hardware.</summary>
    public static readonly EventId JobRun = new("drm_sched_job_run", "context*", "seqno*", "queued*", "credits*");

    /// <summary>The hardware has done a job.</summary>
    public static readonly EventId JobDone = new("drm_sched_job_done", "context*", "seqno*");

    /// <summary>A job that was pushed depends on a fence.</summary>
    public static readonly EventId JobAddDep = new(
        "drm_sched_job_add_dep", "context*", "seqno*", "onContext*", "onSeqno*");

    /// <summary>A job waits for a fence before it can run.</summary>
    public static readonly EventId JobUnschedulable = new(
        "drm_sched_job_unschedulable", "context*", "seqno*", "onContext*", "onSeqno*");
}
